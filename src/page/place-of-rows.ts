import type { RecognisedRow } from "./recognise"

/**
 * Where a list stands in the window, told by its outer rows and one between, and by their names, which a column that
 * is made wider moves within their rows: equal texts for equal places. Reads the layout.
 */
export function placeOfRows(rows: readonly RecognisedRow[]): string {
  const some = [rows[0], rows[Math.floor(rows.length / 2)], rows.at(-1)]
  return some
    .flatMap((row) => (row ? [row.element, row.nameElement] : []))
    .map((element) => element.getBoundingClientRect())
    .flatMap(({ x, y, width, height }) => [x, y, width, height])
    .join()
}
