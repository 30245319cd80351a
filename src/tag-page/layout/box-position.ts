/** Places our boxes in Zoho's rows: at the same spot in each, so that they form a column. */
import { childrenOf, contains } from "../recognition/dom"
import type { RecognizedRow } from "../recognition/types"
import type { Rect } from "../ui/props"

/** Side of a box in pixels: the target size of WCAG 2.2, https://www.w3.org/TR/WCAG22/#target-size-minimum */
export const BOX = 24
export const GAP = 4
/** Rows to inspect; a list's rows are alike. */
const SAMPLES = 4
/** Elements of a row to inspect for what precedes its name. */
const MAX_PARTS = 60

export interface Measured {
  readonly row: Pick<RecognizedRow, "element" | "nameElement">
  readonly rect: DOMRect
  readonly name: Span
}

/** Horizontal extent in viewport pixels. */
export type Span = Pick<DOMRect, "left" | "right" | "width">

export type BoxPlacement = "before-name" | "row-start" | "beside-row" | "on-edge"

/** Reads the layout of a few rows; the rest is arithmetic. */
export function placementOf(measured: readonly Measured[], rightToLeft: boolean): BoxPlacement {
  if (measured.some(({ rect }, at) => at > 0 && sameLine(rect, measured[at - 1]?.rect))) return "on-edge"
  const indents = measured.map(({ rect, name }) => indentOf(rect, name, rightToLeft))
  // A name that is indented further than the others has something in front of it.
  const isEven = Math.max(...indents) - Math.min(...indents) < BOX
  const inFront = measured.slice(0, SAMPLES).map((at) => freeOf(at, rightToLeft))
  if (isEven && inFront.every(({ atName }) => atName >= BOX + GAP)) return "before-name"
  return inFront.every(({ atStart }) => atStart >= BOX + GAP) ? "row-start" : "beside-row"
}

/** The rectangle of a row's box. */
export function boxFor({ rect, name }: Measured, placement: BoxPlacement, rightToLeft: boolean): Rect {
  const square = { y: rect.top + rect.height / 2 - BOX / 2, width: BOX, height: BOX }
  switch (placement) {
    case "on-edge":
      return { ...square, x: (rightToLeft ? rect.right : rect.left) - BOX / 2, y: rect.top - BOX / 2 }
    case "before-name":
      return { ...square, x: rightToLeft ? name.right + GAP : name.left - BOX - GAP }
    case "row-start":
      return { ...square, x: rightToLeft ? rect.right - BOX - GAP : rect.left + GAP }
    case "beside-row": {
      const [left, right] = [Math.max(0, rect.left - BOX - GAP), Math.min(rect.right + GAP, innerWidth - BOX)]
      return { ...square, x: rightToLeft ? right : left }
    }
  }
}

function sameLine(rect: DOMRect, other: DOMRect | undefined): boolean {
  return other !== undefined && Math.abs(rect.top - other.top) < rect.height / 2
}

const indentOf = (rect: Span, name: Span, rightToLeft: boolean): number =>
  rightToLeft ? rect.right - name.right : name.left - rect.left

/** Free pixels in a row: right before its name, and at its start. Dots and icons must not be covered. */
function freeOf(at: Measured, rightToLeft: boolean): { atName: number; atStart: number } {
  const whole = indentOf(at.rect, at.name, rightToLeft)
  let atName = whole
  let atStart = whole
  for (const part of partsOf(at.row)) {
    const [near, far] = rightToLeft
      ? [at.rect.right - part.right, at.rect.right - part.left]
      : [part.left - at.rect.left, part.right - at.rect.left]
    if (part.width === 0 || near >= whole) continue
    atName = Math.min(atName, whole - far)
    atStart = Math.min(atStart, near)
  }
  return { atName, atStart }
}

/** What a row shows besides its name: the leaf elements. */
function partsOf({ element, nameElement }: Measured["row"]): DOMRect[] {
  const parts: DOMRect[] = []
  const open = [element]
  for (let count = 0; count < MAX_PARTS; count++) {
    const next = open.pop()
    if (!next) break
    const inside = childrenOf(next)
    if (inside.length > 0) open.push(...inside)
    else if (next !== element && !contains(nameElement, next)) parts.push(next.getBoundingClientRect())
  }
  return parts
}
