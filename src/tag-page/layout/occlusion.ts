/**
 * What lies over the rows: one of Zoho's menus or dialogs may, and a box above it would be in the way and lie. Asking
 * the browser takes it a tenth of a millisecond for each row in view, so a place that was free a moment ago counts as
 * free while the boxes are drawn, and is asked about in a call of its own right after.
 */
import { holds } from "../recognition/dom"
import type { Steps } from "../slices"
import type { Rect } from "../ui/props"
import type { Measured } from "./box-position"

export interface Occlusion {
  /**
   * Takes the rows that are drawn now, and leaves out those that are in view and covered.
   * @param asks whether a place that is new is asked about now; else it counts as free until the look that follows
   */
  uncovered<At extends Measured>(rows: readonly At[], view: Rect, asks: boolean): At[]
  /**
   * Asks about all of them anew that have not just been asked about, a row in a step.
   * @returns whether any answer is another than it was
   */
  look(): Steps<boolean>
}

/** @param isOurs tells our own elements, which may lie over a row without hiding it from the user */
export function createOcclusion(isOurs: (node: Node) => boolean): Occlusion {
  /** Whether a row is free, by the point where it was asked. */
  let answers = new Map<string, boolean>()
  /** Points that were asked about in the last drawing. */
  let fresh = new Set<string>()
  let asked: readonly { readonly row: Measured["row"]; readonly key: string; readonly view: Rect }[] = []

  function isFree({ element }: Measured["row"], { x, y }: Point): boolean {
    const hit = document.elementFromPoint(x, y)
    return hit === null || isOurs(hit) || holds(element, hit) || holds(hit, element)
  }

  return {
    uncovered(rows, view, asks) {
      const before = answers
      answers = new Map()
      const inView = rows.flatMap((at) => {
        const point = pointOf(at, view)
        return point ? [{ at, point, key: keyOf(point) }] : []
      })
      for (const { at, point, key } of inView) {
        const isNew = asks && !before.has(key)
        if (isNew) fresh.add(key)
        answers.set(key, isNew ? isFree(at.row, point) : (before.get(key) ?? true))
      }
      asked = inView.map(({ at, key }) => ({ row: at.row, key, view }))
      const covered = new Set(inView.filter(({ key }) => answers.get(key) === false).map(({ at }) => at))
      return rows.filter((at) => !covered.has(at))
    },
    *look() {
      let isOther = false
      const justAsked = fresh
      fresh = new Set()
      for (const { row, key, view } of asked) {
        if (justAsked.has(key)) continue
        const point = row.element.isConnected ? pointOf(placeOf(row), view) : null
        const before = answers.get(key)
        // A row that went elsewhere is drawn anew, and asked about then.
        if (!point || keyOf(point) !== key || before === undefined) continue
        const now = isFree(row, point)
        isOther ||= now !== before
        answers.set(key, now)
        yield
      }
      return isOther
    },
  }
}

interface Point {
  readonly x: number
  readonly y: number
}

const keyOf = ({ x, y }: Point): string => `${Math.round(x)} ${Math.round(y)}`

const placeOf = (row: Measured["row"]): Measured => ({
  row,
  rect: row.element.getBoundingClientRect(),
  name: row.nameElement.getBoundingClientRect(),
})

/** The point that is asked about, at the start of the row's name; null where the row is out of view. */
function pointOf({ rect, name }: Measured, view: Rect): Point | null {
  const x = Math.min(Math.max(name.left + Math.min(8, name.width / 2), 0), innerWidth - 1)
  const y = rect.top + rect.height / 2
  return y < view.y || y >= Math.min(innerHeight, view.y + view.height) ? null : { x, y }
}
