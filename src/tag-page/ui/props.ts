/** What the controller feeds to everything of ours that stands on Zoho's page, and what comes back. */
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

/** How much of the page was recognised: Zoho's own boxes, our boxes over its rows, or nothing but the list. */
export type Level = "mirrored" | "own" | "list"

/** How the page came to be looked at: at Zoho's known address, because the user asked, or asked once before. */
export type Place = "known" | "asked" | "remembered"

/** What the bar shows. Exactly one at a time. */
export type BarState =
  | { readonly kind: "loading" }
  | { readonly kind: "not-connected"; readonly connecting: boolean; readonly problem: Problem | null }
  | { readonly kind: "wrong-org"; readonly pageOrgId: string }
  /** The address does not tell the org. */
  | { readonly kind: "no-org" }
  /** Which module's tags the page shows, the user has to say. */
  | { readonly kind: "no-module"; readonly org: OrgRef; readonly modules: readonly ModuleRef[] }
  /** The user asked, and no rows were found so far. */
  | { readonly kind: "looking"; readonly org: OrgRef; readonly tags: ModuleTags }
  | { readonly kind: "problem"; readonly org: OrgRef | null; readonly problem: Problem }
  | { readonly kind: "no-tags"; readonly org: OrgRef; readonly tags: ModuleTags }
  /** The names that the rows show may not be those that Zoho has. */
  | { readonly kind: "untrusted"; readonly why: Distrust; readonly org: OrgRef; readonly tags: ModuleTags }
  /** The tags are known, the rows are not: message and the way to the manager. */
  | { readonly kind: "list-only"; readonly org: OrgRef; readonly tags: ModuleTags }
  | {
      readonly kind: "ready"
      readonly org: OrgRef
      readonly tags: ModuleTags
      /** Why the last try to ask came to nothing; the selection stays. */
      readonly problem: Problem | null
      /** What became of the last question, where that shows nowhere else. */
      readonly outcome: "cancelled" | "not-deleted" | "expired" | "restoring" | null
    }
  /** The tags are being read for the question. */
  | { readonly kind: "reading"; readonly tags: number }
  /** The question is open in a window of ours. */
  | { readonly kind: "asking"; readonly question: Drafted }
  | { readonly kind: "running"; readonly job: JobProgress }
  | {
      readonly kind: "finished"
      readonly job: JobProgress
      /** Why the try to undo it came to nothing. */
      readonly problem: Problem | null
    }
  /** The extension was updated or reloaded under this page. */
  | { readonly kind: "invalidated" }

export interface SelectionCount {
  readonly selected: number
  /** The module's tags. */
  readonly total: number
  /** Of these, all but those whose row may be another tag's. */
  readonly selectable: number
  /** Of these, the ones that the page lists now. */
  readonly listed: number
  readonly listedSelected: number
  /** Of the selected: not in view on the page now (other page of the list, scrolled out of a virtual list). */
  readonly notVisible: number
}

/** One of our own boxes over one of Zoho's rows. */
export interface RowBox {
  readonly tagId: string
  /** What tells it from the other boxes, where not its tag. */
  readonly key?: string
  readonly name: string
  /** Where the box is centered, relative to `Overlay.origin`. */
  readonly rect: Rect
  readonly checked: boolean
  readonly disabled: boolean
  /** Plain words why it is disabled. */
  readonly reason?: string
  /** Out of view: it may be drawn some frames after those that are seen. */
  readonly later?: boolean
}

/** A row whose tag a re-read saw gone. */
export interface GoneMark {
  readonly tagId: string
  readonly name: string
  /** The whole row, relative to `Overlay.origin`. */
  readonly rect: Rect
}

/**
 * The layer that carries boxes and marks. It lies above everything on the page, so boxes of rows that are
 * covered by one of Zoho's menus or dialogs must be left out by the controller.
 */
export interface Overlay {
  /** Where 0,0 of the rects is, in document coordinates (viewport + scroll). */
  readonly origin: { readonly x: number; readonly y: number }
  /** Visible part of the list's scroll container, document coordinates; null: no clipping. */
  readonly clip: Rect | null
  readonly boxes: readonly RowBox[]
  readonly marks: readonly GoneMark[]
}

/**
 * Where the bar stands: over the top edge of the list (viewport pixels; it never leaves the window, so it
 * sticks while the list scrolls), or at the bottom of the window, or at its top.
 */
export type BarPlace =
  | { readonly at: "list"; readonly top: number; readonly left: number; readonly width: number }
  | { readonly at: "bottom" | "top" }

export interface PageUiProps {
  readonly state: BarState
  readonly selection: SelectionCount
  readonly place: BarPlace
  /** How far down the page must scroll, in document pixels, so that nothing of it stays under the bar. */
  readonly tail: number
  readonly overlay: Overlay
  /** Null while nothing was tried yet. */
  readonly level: Level | null
  readonly lookedFor: Place
}

export interface PageUiCallbacks {
  /** Select all was used: everything that the page lists becomes selected, or nothing. */
  readonly onToggleAll: (selectAll: boolean) => void
  /** All of the module's tags were asked for, those that the page does not list among them. */
  readonly onSelectRest: () => void
  readonly onToggle: (tagId: string, shiftKey: boolean) => void
  readonly onDelete: () => void
  /** Brings the question to the front. */
  readonly onShow: () => void
  readonly onOpenManager: () => void
  readonly onConnect: () => void
  /** The button of a problem whose action is `retry`. */
  readonly onRetry: () => void
  /** Reload Zoho's list after a job, or the page when the extension was updated. */
  readonly onReloadList: () => void
  /** Copies the structure of the page without names; true when it is in the clipboard. */
  readonly onCopyDiagnostics: () => Promise<boolean>
  readonly onCancelJob: () => void
  /** Ends the job's pause, where it is none of a person's. */
  readonly onTryNow: () => void
  /** Asks whether what the job deleted is to be restored. */
  readonly onUndo: () => void
  readonly onDismissResult: () => void
  /** The module (API name) whose tags are to be looked for on this page. */
  readonly onPickModule: (module: string) => void
  /** Takes the bar and the boxes away, until the user comes here again. */
  readonly onClose: () => void
  /** Look no more on this page, where it is none that Zoho is known to have its tags on. */
  readonly onLeave: () => void
}

export interface PageUi {
  /** Renders; cheap when little changed. */
  update(props: PageUiProps): void
  /** Moves boxes and marks with a scrolling container, without rendering. Document coordinates. */
  moveOverlay(x: number, y: number): void
  /** Puts the host back when the page's app removed it, and takes direction and scheme as the page has them now. */
  reattach(): void
  /** Takes the host from the page until it is put back. */
  detach(): void
  destroy(): void
}
