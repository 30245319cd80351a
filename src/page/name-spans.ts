/** Where the names stand in their rows: read of rows in view, remembered of the others. */
import type { Measured, Span } from "./overlay-stand"

/** A row whose own place has been read. */
type Placed = Omit<Measured, "name">

/** Adds to rows where their names stand. Of those that are seen it is read, whatever is remembered. */
export type WithNames = <At extends Placed>(
  rows: readonly At[],
  isSeen: (at: At) => boolean,
) => (At & Pick<Measured, "name">)[]

/** How far in from its row's side a name stands. */
interface Inset {
  readonly left: number
  readonly width: number
  /** Of the row: in one of another width, the name may stand elsewhere. */
  readonly within: number
}

export function createWithNames(): WithNames {
  let insets = new WeakMap<Element, Inset>()

  return (rows, isSeen) => {
    const seen = new Map(rows.filter(isSeen).map((at) => [at.row.nameElement, read(at)]))
    // A column that was made wider moves all of its names: what is remembered of the others holds no more.
    if ([...seen].some(([name, now]) => hasMoved(insets.get(name), now))) insets = new WeakMap()
    return rows.map((at) => {
      const { nameElement } = at.row
      const known = seen.get(nameElement) ?? insets.get(nameElement)
      const inset = known?.within === at.rect.width ? known : read(at)
      insets.set(nameElement, inset)
      return { ...at, name: spanOf(at.rect, inset) }
    })
  }
}

function read({ row, rect }: Placed): Inset {
  const { left, width } = row.nameElement.getBoundingClientRect()
  return { left: left - rect.left, width, within: rect.width }
}

function spanOf(row: Span, { left, width }: Inset): Span {
  return { left: row.left + left, right: row.left + left + width, width }
}

/** By a pixel and more, in a row of the same width. */
function hasMoved(before: Inset | undefined, now: Inset): boolean {
  return before?.within === now.within && Math.abs(before.left - now.left) >= 1
}
