/** Props of everything we draw on Zoho's page, and its callbacks. */
import type { ModuleRef, OrgRef } from "../../jobs/job"
import type { Drafted, JobProgress, ModuleTags, Problem } from "../../messages/views"
import type { Distrust } from "../recognition/types"

/** In CSS pixels. */
export type Rect = Readonly<Pick<DOMRect, "x" | "y" | "width" | "height">>

/** Why we read this page: it is at Zoho's known address, the user asked, or asked here before. */
export type Place = "known" | "asked" | "remembered"

/** Result of the last question, if nothing else shows it. */
export type QuestionOutcome = "cancelled" | "not-deleted" | "expired" | "restoring"

interface OfModule {
  readonly org: OrgRef
  readonly tags: ModuleTags
}

/** What the bar shows: exactly one state at a time. */
export type BarState =
  | { readonly kind: "loading" }
  | { readonly kind: "not-connected"; readonly connecting: boolean; readonly problem: Problem | null }
  | { readonly kind: "wrong-org"; readonly pageOrgId: string }
  /** The address does not name the org. */
  | { readonly kind: "no-org" }
  /** The user has to choose the module whose tags the page shows. */
  | { readonly kind: "no-module"; readonly org: OrgRef; readonly modules: readonly ModuleRef[] }
  /** The page shows no rows yet, or no longer. After a while it counts as not recognized. */
  | (OfModule & { readonly kind: "looking" })
  | (OfModule & { readonly kind: "list-only" })
  | { readonly kind: "problem"; readonly org: OrgRef | null; readonly problem: Problem }
  | (OfModule & { readonly kind: "no-tags" })
  /** The names in the rows may differ from Zoho's. */
  | (OfModule & { readonly kind: "untrusted"; readonly why: Distrust })
  | (OfModule & {
      readonly kind: "ready"
      /** Why the last attempt to ask failed; the selection stays. */
      readonly problem: Problem | null
      readonly outcome: QuestionOutcome | null
    })
  /** Zoho's sign-in window is open: until it is answered, an attempt would only fail once more. */
  | { readonly kind: "signing-in" }
  /** The tags are being read for the question. */
  | { readonly kind: "reading"; readonly tags: number }
  /** The question is open in our window. */
  | { readonly kind: "asking"; readonly question: Drafted }
  | { readonly kind: "running"; readonly job: JobProgress }
  /** `problem`: why undoing the job failed. */
  | { readonly kind: "finished"; readonly job: JobProgress; readonly problem: Problem | null }
  /** The extension was updated or reloaded under this page. */
  | { readonly kind: "invalidated" }

export interface SelectionCount {
  readonly selected: number
  /** All of the module's tags. */
  readonly total: number
  /** Of these, how many can be selected here. */
  readonly selectable: number
  /** Of these, how many the page lists now. */
  readonly listed: number
  readonly listedSelected: number
  /** Of the selected, how many are out of view: on another page of the list, or scrolled out. */
  readonly notVisible: number
}

/** A box that we draw over a row of the page. */
export interface RowBox {
  readonly tagId: string
  /** Unique where several boxes belong to one tag. */
  readonly key?: string
  readonly name: string
  /** Relative to `Overlay.origin`. */
  readonly rect: Rect
  readonly checked: boolean
  readonly disabled: boolean
  /** Why it is disabled. */
  readonly reason?: string
}

/** A whole row, relative to `Overlay.origin`. */
export interface RowMark {
  readonly tagId: string
  readonly name: string
  readonly rect: Rect
}

/** What we draw over Zoho's rows. It is above everything on the page, so it leaves out rows under a menu or dialog. */
export interface Overlay {
  /** Origin of the rects, in document coordinates (viewport + scroll). */
  readonly origin: { readonly x: number; readonly y: number }
  /** Visible part of the list's scroll container, in document coordinates; null: no clipping. */
  readonly clip: Rect | null
  readonly boxes: readonly RowBox[]
  /** Selected rows. */
  readonly tints: readonly RowMark[]
  /** Rows whose tag is deleted. */
  readonly marks: readonly RowMark[]
}

/**
 * The bar's place in viewport pixels: above the list, but always inside the window, or at the window's top or bottom.
 */
export interface BarPlace {
  readonly at: "list" | "bottom" | "top"
  /** Upper edge of the list, if the bar is above it. */
  readonly top: number
  readonly left: number
  readonly width: number
}

export interface PageUiProps {
  readonly state: BarState
  readonly selection: SelectionCount
  readonly place: BarPlace
  /** Height in document pixels that the page needs so that the bar covers nothing at its end. */
  readonly tail: number
  readonly overlay: Overlay
  /** Whether the page was read, so that diagnostics exist. */
  readonly isRead: boolean
  readonly lookedFor: Place
}

export interface PageUiCallbacks {
  /** Selects everything that the page lists, or clears the selection. */
  readonly onToggleAll: (selectAll: boolean) => void
  /** Selects all of the module's tags. */
  readonly onSelectRest: () => void
  readonly onToggle: (tagId: string, shiftKey: boolean) => void
  /** An arrow key goes beyond the drawn boxes of a list in its own scroll container. */
  readonly onBeyond: (rows: 1 | -1) => void
  readonly onDelete: () => void
  /** Brings the question's window to the front. */
  readonly onShow: () => void
  readonly onOpenManager: () => void
  readonly onConnect: () => void
  /** The button of a problem whose action is `retry`. */
  readonly onRetry: () => void
  readonly onReloadList: () => void
  /** Copies the page's structure without names; true if it is in the clipboard. */
  readonly onCopyDiagnostics: () => Promise<boolean>
  readonly onCancelJob: () => void
  readonly onTryNow: () => void
  /** Asks whether to restore what the job deleted. */
  readonly onUndo: () => void
  readonly onDismissResult: () => void
  /** The module (API name) whose tags this page shows. */
  readonly onPickModule: (module: string) => void
  /** Removes the bar and the boxes until the user returns to this page. */
  readonly onClose: () => void
  /** Stops finding tags at this address, which the user once asked for. */
  readonly onLeave: () => void
}
