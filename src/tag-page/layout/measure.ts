/** Reads where the rows stand, as seldom and as little as may be. */
import type { RecognisedRow, Recognition } from "../recognition/types"
import { inSlices, letPageGoFirst } from "../slices"
import { createWithNames, geometryOf, NOWHERE, scrollerOf, visiblePart, type Geometry } from "./geometry"
import { createOcclusion } from "./occlusion"
import { createToolbarSpace } from "./toolbar-space"

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
  const cover = createOcclusion(isOurs)
  const room = createToolbarSpace(isOurs)
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
