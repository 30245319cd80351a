import type { Recognition } from "./recognise"

/** Names that stood when the address changed, with their text: under a new module's name they mean nothing. */
export type StaleRows = ReadonlyMap<Element, string>

/** After so long, rows that are as they were count as drawn anew, if all of them name tags of this module. */
export const HOLD_MS = 5_000

/** What is to be handed to the next watch when the address changes under the same document. */
export function standingRows(recognition: Recognition | null): StaleRows {
  return new Map(recognition?.rows.map(({ nameElement }) => [nameElement, shownIn(nameElement)]))
}

/**
 * Holds rows back while those of the module before still stand.
 * @returns a function from what was recognised to what may be used
 */
export function holdBack(stale: StaleRows): (recognition: Recognition, hasMoved: boolean) => Recognition {
  const since = performance.now()
  let isHeld = stale.size > 0
  return (recognition, hasMoved) => {
    // A page may draw two modules' equal lists with the same elements: then nothing but time tells.
    const isSettled = hasMoved && performance.now() - since >= HOLD_MS && recognition.stats.coverage === 1
    if (isHeld && (isSettled || areAnother(stale, recognition))) isHeld = false
    return isHeld
      ? { ...recognition, level: "none", rows: [], unselectable: [], distrust: null }
      : recognition
  }
}

/** Whether the rows are others than those that stood: most of them new, or written anew. */
function areAnother(stale: StaleRows, { rows }: Recognition): boolean {
  const standing = rows.filter(({ nameElement }) => stale.get(nameElement) === shownIn(nameElement)).length
  return rows.length > 0 && standing <= rows.length / 2
}

function shownIn(element: Element): string {
  return element.textContent || (element.getAttribute("lt-prop-value") ?? "")
}
