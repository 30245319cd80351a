/** What a visit gives to everything that we draw on Zoho's page, and what comes back. */
import type { ModuleRef, OrgRef } from "../../jobs/job"
import type { Drafted, JobProgress, ModuleTags, Problem } from "../../messages/views"
import type { Distrust } from "../recognition/types"

/** CSS pixels. */
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How the page came to be looked at: at Zoho's known address, because the user asked, or asked once before. */
export type Place = "known" | "asked" | "remembered"

interface OfModule {
  readonly org: OrgRef
  readonly tags: ModuleTags
}

/** What the bar shows. Exactly one at a time. */
export type BarState =
  | { readonly kind: "loading" }
  | { readonly kind: "not-connected"; readonly connecting: boolean; readonly problem: Problem | null }
  | { readonly kind: "wrong-org"; readonly pageOrgId: string }
  /** The address does not name the org. */
  | { readonly kind: "no-org" }
  /** The user has to say which module's tags the page shows. */
  | { readonly kind: "no-module"; readonly org: OrgRef; readonly modules: readonly ModuleRef[] }
  /** No rows are on the page so far, or no longer; after a while the page counts as not recognized. */
  | (OfModule & { readonly kind: "looking" })
  | (OfModule & { readonly kind: "list-only" })
  | { readonly kind: "problem"; readonly org: OrgRef | null; readonly problem: Problem }
  | (OfModule & { readonly kind: "no-tags" })
  /** The names that the rows show may not be those that Zoho has. */
  | (OfModule & { readonly kind: "untrusted"; readonly why: Distrust })
  | (OfModule & {
      readonly kind: "ready"
      /** Why the last try to ask came to nothing; the selection stays. */
      readonly problem: Problem | null
      /** What became of the last question, where nothing else shows it. */
      readonly outcome: "cancelled" | "not-deleted" | "expired" | "restoring" | null
    })
  /** The tags are being read for the question. */
  | { readonly kind: "reading"; readonly tags: number }
  /** The question is open in a window of ours. */
  | { readonly kind: "asking"; readonly question: Drafted }
  | { readonly kind: "running"; readonly job: JobProgress }
  /** `problem`: why the try to undo the job came to nothing. */
  | { readonly kind: "finished"; readonly job: JobProgress; readonly problem: Problem | null }
  /** The extension was updated or reloaded under this page. */
  | { readonly kind: "invalidated" }

export interface SelectionCount {
  readonly selected: number
  /** All of the module's tags. */
  readonly total: number
  /** Of these, what can be selected here. */
  readonly selectable: number
  /** Of these, what the page lists now. */
  readonly listed: number
  readonly listedSelected: number
  /** Of the selected, what is not in view: on another page of the list, or scrolled out. */
  readonly notVisible: number
}

/** A box that we draw over one of Zoho's rows. */
export interface RowBox {
  readonly tagId: string
  /** Its own, where several boxes have one tag. */
  readonly key?: string
  readonly name: string
  /** Relative to `Overlay.origin`. */
  readonly rect: Rect
  readonly checked: boolean
  readonly disabled: boolean
  /** Why it is disabled. */
  readonly reason?: string
}

/** A row as a whole, relative to `Overlay.origin`. */
export interface RowMark {
  readonly tagId: string
  readonly name: string
  readonly rect: Rect
}

/** What lies over Zoho's rows. It is above everything on the page, so rows under a menu or a dialog are left out. */
export interface Overlay {
  /** Where 0,0 of the rects is, in document coordinates (viewport + scroll). */
  readonly origin: { readonly x: number; readonly y: number }
  /** Visible part of the list's scroll container, document coordinates; null: no clipping. */
  readonly clip: Rect | null
  readonly boxes: readonly RowBox[]
  /** Rows that are selected. */
  readonly tints: readonly RowMark[]
  /** Rows whose tag is gone. */
  readonly marks: readonly RowMark[]
}

/** Where the bar is, in viewport pixels: above the list, which it never leaves the window with, or at an end of the window. */
export interface BarPlace {
  readonly at: "list" | "bottom" | "top"
  /** The list's upper edge, where the bar is above the list. */
  readonly top: number
  readonly left: number
  readonly width: number
}

export interface PageUiProps {
  readonly state: BarState
  readonly selection: SelectionCount
  readonly place: BarPlace
  /** How far down the page must scroll, in document pixels, so that nothing of it stays under the bar. */
  readonly tail: number
  readonly overlay: Overlay
  /** Whether the page was read, so that there are diagnostics of it. */
  readonly isRead: boolean
  readonly lookedFor: Place
}

export interface PageUiCallbacks {
  /** Everything that the page lists becomes selected, or nothing. */
  readonly onToggleAll: (selectAll: boolean) => void
  /** All of the module's tags become selected. */
  readonly onSelectRest: () => void
  readonly onToggle: (tagId: string, shiftKey: boolean) => void
  /** The keyboard goes on beyond the boxes that are drawn of a list that scrolls by itself. */
  readonly onBeyond: (rows: 1 | -1) => void
  readonly onDelete: () => void
  /** Brings the question to the front. */
  readonly onShow: () => void
  readonly onOpenManager: () => void
  readonly onConnect: () => void
  /** The button of a problem whose action is `retry`. */
  readonly onRetry: () => void
  readonly onReloadList: () => void
  /** Copies the structure of the page without names; true when it is in the clipboard. */
  readonly onCopyDiagnostics: () => Promise<boolean>
  readonly onCancelJob: () => void
  readonly onTryNow: () => void
  /** Asks whether to restore what the job deleted. */
  readonly onUndo: () => void
  readonly onDismissResult: () => void
  /** The module (API name) whose tags this page shows. */
  readonly onPickModule: (module: string) => void
  /** Takes the bar and the boxes away until the user comes here again. */
  readonly onClose: () => void
  /** No longer looks for tags at this address, where the user once asked for it. */
  readonly onLeave: () => void
}

export interface PageUi {
  /** Renders; cheap when little changed. */
  update(props: PageUiProps): void
  /** Puts the host back when the page's app removed it, and takes direction and scheme as the page has them now. */
  reattach(): void
  /** Takes the host from the page until it is put back. */
  detach(): void
  destroy(): void
}
