/** Which columns a person has chosen, kept in this browser: it is a habit of the page and no setting of the product. */
import { OPTIONAL } from "./rows"
import type { Column } from "./rows"

const KEY = "tagsweep-manager-columns"

/** All, until a person has chosen. */
export function chosenColumns(): readonly Column[] {
  const kept = localStorage.getItem(KEY)
  if (kept === null) return OPTIONAL
  const names = kept.split(" ")
  return OPTIONAL.filter((each) => names.includes(each))
}

export function keepColumns(columns: readonly Column[]): void {
  localStorage.setItem(KEY, columns.join(" "))
}
