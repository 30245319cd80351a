/** Reads where the rows stand, as seldom and as little as may be. */
import { createCover } from "./cover"
import { NOWHERE } from "./geometry"
import type { Geometry } from "./geometry"
import { createWithNames } from "./name-spans"
import { geometryOf, scrollerOf, visiblePart } from "./overlay-geometry"
import { placeOfRows } from "./place-of-rows"
import type { Recognition } from "./recognise"
import { createRoomAbove } from "./room-above"
import { inSlices, letPageGoFirst } from "./slices"

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
  const withNames = createWithNames()
  let last: Last | null = null
  let isLooking = false
  let isWanted = false

  /** In calls of their own, for each takes as long as all the rest of the drawing. */
  async function lookAgain(): Promise<void> {
    isWanted = true
    if (isLooking) return
    isLooking = true
    while (isWanted) {
      isWanted = false
      await letPageGoFirst()
      const isOtherCover = await inSlices(cover.look())
      await letPageGoFirst()
      if (room.look() || isOtherCover) tellOther()
    }
    isLooking = false
  }

  function tellOther(): void {
    last = null
    onOther()
  }

  return (recognition) => {
    const first = recognition?.rows[0]
    if (!first) return NOWHERE
    const { rows } = recognition
    const scroller = scrollerOf(first.element)
    const view = visiblePart(scroller)
    const { x, y, width, height } = view
    const around = [x, y, width, height, scrollX, scrollY, scroller?.scrollHeight]
    const place = [placeOfRows(rows), ...around].join()
    if (last?.rows !== rows || last.place !== place) {
      const scroll = [scrollX, scrollY, scroller?.scrollTop].join()
      // What scrolls under a heading that stays would show its box over it; a row that takes another's place does not.
      const asks = last?.scroll !== scroll
      const geometry = geometryOf(first, recognition, { scroller, view, cover, asks, room, withNames })
      last = { rows, place, scroll, geometry }
    }
    void lookAgain()
    return last.geometry
  }
}
