import type { CSSProperties, JSX, Ref } from "preact"
import { useLayoutEffect, useReducer, useRef } from "preact/hooks"
import { t } from "../../i18n/translate"
import { Checkbox } from "../../ui/controls"
import type { GoneMark, Overlay, PageUiCallbacks, Rect, RowBox } from "./props"

/** A rect as style, whole pixels, so that nothing shimmers while the page scrolls. */
const placed = ({ x, y, width, height }: Rect): CSSProperties => ({
  left: `${Math.round(x)}px`,
  top: `${Math.round(y)}px`,
  width: `${Math.round(width)}px`,
  height: `${Math.round(height)}px`,
})

type Toggle = PageUiCallbacks["onToggle"]

const drawCheck = (box: RowBox, onToggle: Toggle): JSX.Element => (
  <Checkbox
    checked={box.checked}
    label={t("select_tag", box.name)}
    disabled={box.disabled}
    reason={box.reason}
    onToggle={(event) => onToggle(box.tagId, event.shiftKey)}
  />
)

function drawSpot(key: string, { x, y, width, height }: Rect, check: JSX.Element): JSX.Element {
  return (
    <div
      key={key}
      class="spot"
      style={{ left: `${Math.round(x + width / 2)}px`, top: `${Math.round(y + height / 2)}px` }}
    >
      {check}
    </div>
  )
}

function Mark({ mark }: { mark: GoneMark }): JSX.Element {
  return (
    <div class="gone" style={placed(mark.rect)}>
      <span>
        <span class="hide">{mark.name} </span>
        {t("outcome_deleted")}
      </span>
    </div>
  )
}

/** So many boxes out of view are added or moved in one frame; in the very first none, so that it comes the sooner. */
const MOST_LATER = 40

/**
 * What is as it was is handed to Preact as the very same object, which it then leaves alone: all of a box that
 * stands where it stood, and of one that has moved with its row, as most do, all but its place.
 */
interface DrawnBox {
  readonly box: RowBox
  readonly check: JSX.Element
  readonly spot: JSX.Element
}

interface Drawn {
  readonly boxes: ReadonlyMap<string, DrawnBox>
  /** Whether every box is there and where it belongs. */
  readonly isAll: boolean
}

/** @param mostLater how many boxes out of view may be added or moved */
function drawBoxes(
  boxes: readonly RowBox[],
  before: Drawn["boxes"],
  mostLater: number,
  onToggle: Toggle,
): Drawn {
  const now = new Map<string, DrawnBox>()
  let left = mostLater
  let isAll = true
  for (const box of boxes) {
    const key = box.key ?? box.tagId
    const known = before.get(key)
    if (box.later && mayWait(box, known) && --left < 0) {
      isAll = false
      if (known) now.set(key, known)
    } else now.set(key, drawBox(key, box, known, onToggle))
  }
  return { boxes: now, isAll }
}

/** Whether nothing about a box is new but that it is there, or where. */
function mayWait(box: RowBox, known: DrawnBox | undefined): boolean {
  return !known || (saysTheSame(known.box, box) && !isSamePlace(known.box.rect, box.rect))
}

function drawBox(key: string, box: RowBox, known: DrawnBox | undefined, onToggle: Toggle): DrawnBox {
  const isAsItWas = known !== undefined && saysTheSame(known.box, box)
  if (isAsItWas && isSamePlace(known.box.rect, box.rect)) return known
  const check = isAsItWas ? known.check : drawCheck(box, onToggle)
  return { box, check, spot: drawSpot(key, box.rect, check) }
}

function saysTheSame(one: RowBox, other: RowBox): boolean {
  return (
    one.tagId === other.tagId &&
    one.checked === other.checked &&
    one.disabled === other.disabled &&
    one.name === other.name &&
    one.reason === other.reason
  )
}

function isSamePlace(one: Rect, other: Rect): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height
}

/**
 * Boxes and marks over Zoho's rows, inserting nothing into them. The clip is the outer element; the inner
 * one carries the origin and is all that moves while a container scrolls.
 */
export function RowBoxes(props: {
  readonly overlay: Overlay
  readonly onToggle: Toggle
  readonly layerRef: Ref<HTMLDivElement>
}): JSX.Element {
  const { clip, boxes, marks } = props.overlay
  const drawn = useRef<Drawn["boxes"]>(new Map())
  const isBegun = useRef(false)
  const mostLater = isBegun.current ? MOST_LATER : 0
  const { boxes: now, isAll } = drawBoxes(boxes, drawn.current, mostLater, props.onToggle)
  drawn.current = now
  isBegun.current = boxes.length > 0
  const [, drawMore] = useReducer((count: number) => count + 1, 0)
  useLayoutEffect(() => {
    if (isAll) return undefined
    const frame = requestAnimationFrame(() => drawMore(undefined))
    return () => cancelAnimationFrame(frame)
  })
  return (
    <div class={clip ? "layer clipped" : "layer"} style={placed(clip ?? { x: 0, y: 0, width: 0, height: 0 })}>
      <div class="inner" ref={props.layerRef}>
        {[...now.values()].map((each) => each.spot)}
        {marks.map((mark) => (
          <Mark key={mark.tagId} mark={mark} />
        ))}
      </div>
    </div>
  )
}
