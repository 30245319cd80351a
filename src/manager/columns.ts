/** Which columns are shown. What a person has chosen is kept in this browser: a habit of the page, no setting of the product. */
import { COLUMNS, OPTIONAL } from "./rows"
import type { Column, Row } from "./rows"

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

/** Which columns there are: none of which nothing is known, and the module's only where the rows are of several. */
export function columnsOf(columns: readonly Column[], rows: readonly Row[], isAll: boolean): Column[] {
  const useless = new Set<Column>()
  if (!isAll) useless.add("module")
  if (!rows.some((row) => row.records != null)) useless.add("records")
  if (!rows.some((row) => row.usedIn !== null)) useless.add("usedIn")
  return COLUMNS.filter((each) => each === "name" || (columns.includes(each) && !useless.has(each)))
}
