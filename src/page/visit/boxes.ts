/** Takes over what the user does to the page's own boxes: their changes, never their mere state. */
import { readCheckbox } from "../checkbox"
import type { RecognisedRow } from "../recognise"
import type { Selection } from "../../ui/selection"

export interface BoxMirror {
  /** Compares the boxes with how they were last seen, and takes the differences into the selection. */
  read(rows: readonly RecognisedRow[]): void
}

/**
 * Only changes count: a row that scrolls into view unticked does not drop a tag that was selected elsewhere,
 * and one that arrives ticked, was ticked by the user.
 */
export function createBoxMirror(selection: Selection): BoxMirror {
  const seen = new Map<string, boolean>()
  return {
    read(rows): void {
      const changes = new Map<string, boolean>()
      for (const { tagId, checkbox } of rows) {
        const ticked = checkbox && readCheckbox(checkbox)
        if (ticked === undefined) continue
        const before = seen.get(tagId) ?? false
        seen.set(tagId, ticked)
        if (ticked !== before) changes.set(tagId, ticked)
      }
      if (changes.size > 0) selection.mirror(changes)
    },
  }
}
