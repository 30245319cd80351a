/** Where our boxes and marks stand: one batch of reads, no writes. */
import { parentOf } from "../recognition/dom"
import type { RecognisedRow, Recognition, UnselectableRow } from "../recognition/types"
import type { Rect } from "../ui/props"
import { BOX, boxFor, GAP, standOf, type Measured, type Span } from "./box-position"
import type { Occlusion } from "./occlusion"
import { BAR, type ToolbarSpace } from "./toolbar-space"

/** So many rows get their boxes at once, in view or not, so that they can be reached by keyboard. */
const MOST_AT_ONCE = 600
/** Between the bar and the window's bottom, see `tag-page/ui/styles.ts`, and a little air. */
const BELOW = 44
const AIR = 12

/** What else the page tells of the list and its surroundings. */
export interface Around {
  /** See {@link scrollerOf}. */
  readonly scroller: Element | null
  /** See {@link visiblePart}. */
  readonly view: Rect
  readonly cover: Occlusion
  /** Whether places that no row stood at before are asked about at once, see {@link Cover}. */
  readonly asks: boolean
  readonly withNames: WithNames
  readonly room: ToolbarSpace
}

/** Where everything of ours stands, for rows of which `first` is the first. */
export function geometryOf(
  first: RecognisedRow,
  recognition: Recognition,
  { scroller, view, cover, asks, room, withNames }: Around,
): Geometry {
  const rows = [...recognition.rows, ...recognition.unselectable]
  const measured = withNames(
    rows.map((row) => ({ row, rect: row.element.getBoundingClientRect() })),
    ({ rect }) => meets(rect, view),
  )
  const seen = measured.filter(({ rect }) => meets(rect, view))
  // In a list that scrolls by itself a box out of view could be reached but not be scrolled to.
  const shown = scroller || measured.length > MOST_AT_ONCE ? seen : measured
  const { left, top, right, bottom } = boundsOf(measured)
  const rightToLeft = getComputedStyle(first.element).direction === "rtl"
  const stand = standOf(measured, rightToLeft)
  const placed = cover.uncovered(shown, view, asks).map((at) => ({
    row: at.row,
    rect: relative(at.rect, left, top),
    box: relative(boxFor(at, stand, rightToLeft), left, top),
  }))
  const y = scroller ? Math.max(top, view.y) : top
  return {
    origin: { x: left + scrollX, y: top + scrollY },
    clip: scroller
      ? { ...view, x: view.x - BOX - GAP + scrollX, y: view.y + scrollY, width: view.width + 2 * (BOX + GAP) }
      : null,
    placed: placed.filter(isPickable),
    refused: placed.filter((at): at is PlacedRow<UnselectableRow> => !isPickable(at)),
    inView: new Set(seen.filter(isPickable).map(({ row }) => row.tagId)),
    ...endOf(scroller, bottom),
    list: room.of(first.element, { x: left, y, width: right - left, height: bottom - y }),
  }
}

function boundsOf(measured: readonly Measured[]): Record<"left" | "top" | "right" | "bottom", number> {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const { rect } of measured) {
    bounds.left = Math.min(bounds.left, rect.left)
    bounds.top = Math.min(bounds.top, rect.top)
    bounds.right = Math.max(bounds.right, rect.right)
    bounds.bottom = Math.max(bounds.bottom, rect.bottom)
  }
  return bounds
}

type AnyRow = RecognisedRow | UnselectableRow

const isPickable = <At extends { readonly row: AnyRow }>(
  at: At,
): at is At & { readonly row: RecognisedRow } => "tagId" in at.row

/** The bar at the bottom of the window covers the end of what scrolls there. */
function endOf(scroller: Element | null, bottom: number): Pick<Geometry, "tail" | "isEndUnderBar"> {
  const room = BELOW + BAR + AIR
  if (!scroller) return { tail: Math.ceil(bottom + scrollY + room), isEndUnderBar: false }
  const isAtEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1
  const covered = bottom > innerHeight - room && bottom < innerHeight + AIR
  return { tail: 0, isEndUnderBar: isAtEnd && covered }
}

/** The nearest element around the rows that scrolls them; null when it is the page. */
export function scrollerOf(element: Element): Element | null {
  for (let at = parentOf(element); at && at !== document.body; at = parentOf(at)) {
    if (at === document.documentElement) return null
    if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at
  }
  return null
}

/** What of the window, or of what scrolls in it, can show rows. */
export function visiblePart(scroller: Element | null): Rect {
  if (!scroller) return { x: 0, y: 0, width: innerWidth, height: innerHeight }
  const { left, top, right, bottom } = scroller.getBoundingClientRect()
  const y = Math.max(0, top)
  return { x: left, y, width: right - left, height: Math.max(0, Math.min(innerHeight, bottom) - y) }
}

function meets(rect: DOMRect, view: Rect): boolean {
  return rect.height > 0 && rect.bottom > view.y && rect.top < view.y + view.height
}

function relative({ x, y, width, height }: Rect, left: number, top: number): Rect {
  return { x: x - left, y: y - top, width, height }
}

// Where the rows stand, and so our boxes and marks. All rects are in document pixels unless said otherwise.

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

// Where the names stand in their rows: read of rows in view, remembered of the others.

/** A row whose own place has been read. */
type Placed = Omit<Measured, "name">

/** Adds to rows where their names stand. Of those that are seen it is read, whatever is remembered. */
type WithNames = <At extends Placed>(
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
