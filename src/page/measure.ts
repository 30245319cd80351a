/** Reads where the rows stand, as seldom and as little as may be. */
import { createCover } from "./cover"
import { NOWHERE } from "./geometry"
import type { Geometry } from "./geometry"
import { createNameInsets } from "./name-insets"
import { geometryOf, scrollerOf, visiblePart } from "./overlay-geometry"
import type { Recognition } from "./recognise"
import { createRoomAbove } from "./room-above"
import { inSlices, letPageGoFirst } from "./slices"
import type { Rect } from "./ui/props"

/** Reads the positions of the rows; gives the very same geometry while they stand as they stood. */
export type Measure = (recognition: Recognition | null) => Geometry

interface Last {
  readonly rows: Recognition["rows"]
  readonly place: string
  /** How far the page and the list were scrolled. */
  readonly scroll: string
  readonly geometry: Geometry
}

/**
 * @param isOurs tells our own elements, which may lie over a row without hiding it from the user
 * @param onOther called when, asked again right after a reading, something else lies over the rows or above the list
 */
export function createMeasure(isOurs: (node: Node) => boolean, onOther: () => void): Measure {
  const cover = createCover(isOurs)
  const room = createRoomAbove(isOurs)
  const insets = createNameInsets()
  let last: Last | null = null
  let isLooking = false

  /** In calls of their own, for each takes as long as all the rest of the drawing. */
  async function lookAgain(): Promise<void> {
    if (isLooking) return
    isLooking = true
    await letPageGoFirst()
    const isOtherCover = await inSlices(cover.look(), { onPause: () => undefined, goesOn: () => true })
    await letPageGoFirst()
    const isOtherRoom = room.look()
    isLooking = false
    if (!isOtherRoom && isOtherCover === false) return
    last = null
    onOther()
  }

  return (recognition) => {
    const first = recognition?.rows[0]
    if (!first) return NOWHERE
    const { rows } = recognition
    const scroller = scrollerOf(first.element)
    const view = visiblePart(scroller)
    const place = placeOf(rows, view, scroller)
    if (last?.rows !== rows || last.place !== place) {
      const scroll = [scrollX, scrollY, scroller?.scrollTop].join()
      // What scrolls under a heading that stays would show its box over it; a row that takes another's place does not.
      const asks = last?.scroll !== scroll
      const geometry = geometryOf(first, recognition, { scroller, view, cover, asks, room, insets })
      last = { rows, place, scroll, geometry }
    }
    void lookAgain()
    return last.geometry
  }
}

/** Where a list stands, told by its outer rows, one between and what scrolls: equal texts for equal places. */
function placeOf(rows: Recognition["rows"], view: Rect, scroller: Element | null): string {
  const some = [rows[0], rows[Math.floor(rows.length / 2)], rows.at(-1)]
  const elements = some.flatMap((row) => (row ? [row.element, row.nameElement] : []))
  const rects = elements.map((element) => element.getBoundingClientRect())
  const sides = [view, ...rects].flatMap(({ x, y, width, height }) => [x, y, width, height])
  return [...sides, scrollX, scrollY, innerHeight, scroller?.scrollTop, scroller?.scrollHeight].join()
}
