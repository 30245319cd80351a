/** Where the rows stand, and so our boxes and marks. All rects are in document pixels unless said otherwise. */
import type { RecognisedRow, UnselectableRow } from "./recognise"
import type { Rect } from "./ui/props"

export interface PlacedRow<Row = RecognisedRow> {
  readonly row: Row
  /** The whole row. */
  readonly rect: Rect
  /** Where a box of ours has room. */
  readonly box: Rect
}

export interface Geometry {
  readonly origin: { readonly x: number; readonly y: number }
  readonly clip: Rect | null
  /** Rows that get boxes and marks; rects are relative to `origin`. */
  readonly placed: readonly PlacedRow[]
  /** The same of rows that cannot be picked. */
  readonly refused: readonly PlacedRow<UnselectableRow>[]
  /** Rows that can be seen now. */
  readonly inView: ReadonlySet<string>
  /** The list in viewport pixels, where the bar has room above it; null where it would cover something. */
  readonly list: Rect | null
  /** How far down (document pixels) the page must scroll so that its last row comes out from under the bar. */
  readonly tail: number
  /** Whether a list that scrolls by itself is at its end and that end lies where the bar stands. */
  readonly isEndUnderBar: boolean
}

/** While there are no rows. */
export const NOWHERE: Geometry = {
  origin: { x: 0, y: 0 },
  clip: null,
  placed: [],
  refused: [],
  inView: new Set(),
  list: null,
  tail: 0,
  isEndUnderBar: false,
}
