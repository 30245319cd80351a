/** How far in from its row's side a name stands: read of rows in view, remembered of the others. */
import type { Span } from "./overlay-stand"

export interface NameInsets {
  /**
   * Where a name stands whose row is there.
   * @param isSeen whether the row is in view: then it is read, whatever is remembered
   */
  spanOf(name: Element, row: Span, isSeen: boolean): Span
}

interface Inset {
  readonly left: number
  readonly width: number
  /** Of the row: in one of another width, the name may stand elsewhere. */
  readonly within: number
}

export function createNameInsets(): NameInsets {
  const insets = new WeakMap<Element, Inset>()
  return {
    spanOf(name, row, isSeen) {
      const known = isSeen ? undefined : insets.get(name)
      if (known?.within === row.width) return spanAt(row.left + known.left, known.width)
      const { left, width } = name.getBoundingClientRect()
      insets.set(name, { left: left - row.left, width, within: row.width })
      return spanAt(left, width)
    },
  }
}

const spanAt = (left: number, width: number): Span => ({ left, right: left + width, width })
