import type { CSSProperties, JSX, Ref } from "preact"
import { useLayoutEffect, useReducer, useRef } from "preact/hooks"
import { Checkbox } from "../../ui/checkbox"
import { t } from "../../ui/i18n"
import type { GoneMark, Overlay, PageUiCallbacks, Rect, RowBox } from "./props"

/** A rect as style, whole pixels, so that nothing shimmers while the page scrolls. */
const placed = ({ x, y, width, height }: Rect): CSSProperties => ({
  left: `${Math.round(x)}px`,
  top: `${Math.round(y)}px`,
  width: `${Math.round(width)}px`,
  height: `${Math.round(height)}px`,
})

function Box({ box, onToggle }: { box: RowBox; onToggle: PageUiCallbacks["onToggle"] }): JSX.Element {
  const { x, y, width, height } = box.rect
  return (
    <div
      class="spot"
      style={{ left: `${Math.round(x + width / 2)}px`, top: `${Math.round(y + height / 2)}px` }}
    >
      <Checkbox
        checked={box.checked}
        label={t("select_tag", box.name)}
        disabled={box.disabled}
        reason={box.reason}
        onToggle={(event) => onToggle(box.tagId, event.shiftKey)}
      />
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

/** So many new boxes out of view are drawn in one frame. */
const MOST_LATER = 80

/** Boxes that are as they were are handed to Preact as the very same objects, which it then leaves alone. */
type Drawn = Map<string, { readonly box: RowBox; readonly drawn: JSX.Element }>

function drawBoxes(boxes: readonly RowBox[], before: Drawn, onToggle: PageUiCallbacks["onToggle"]): Drawn {
  const now: Drawn = new Map()
  let later = 0
  for (const box of boxes) {
    const key = box.key ?? box.tagId
    const known = before.get(key)
    if (box.later && !known && ++later > MOST_LATER) continue
    const drawn =
      known && isSame(known.box, box) ? known.drawn : <Box key={key} box={box} onToggle={onToggle} />
    now.set(key, { box, drawn })
  }
  return now
}

function isSame(one: RowBox, other: RowBox): boolean {
  return (
    one.checked === other.checked &&
    one.disabled === other.disabled &&
    one.name === other.name &&
    one.reason === other.reason &&
    one.rect.x === other.rect.x &&
    one.rect.y === other.rect.y &&
    one.rect.width === other.rect.width &&
    one.rect.height === other.rect.height
  )
}

/**
 * Boxes and marks over Zoho's rows, inserting nothing into them. The clip is the outer element; the inner
 * one carries the origin and is all that moves while a container scrolls.
 */
export function RowOverlay(props: {
  readonly overlay: Overlay
  readonly onToggle: PageUiCallbacks["onToggle"]
  readonly layerRef: Ref<HTMLDivElement>
}): JSX.Element {
  const { clip, boxes, marks } = props.overlay
  const drawn = useRef<Drawn>(new Map())
  drawn.current = drawBoxes(boxes, drawn.current, props.onToggle)
  const [, drawMore] = useReducer((count: number) => count + 1, 0)
  const isAll = drawn.current.size === boxes.length
  useLayoutEffect(() => {
    if (isAll) return undefined
    const frame = requestAnimationFrame(() => drawMore(undefined))
    return () => cancelAnimationFrame(frame)
  })
  return (
    <div class={clip ? "layer clipped" : "layer"} style={placed(clip ?? { x: 0, y: 0, width: 0, height: 0 })}>
      <div class="inner" ref={props.layerRef}>
        {[...drawn.current.values()].map((each) => each.drawn)}
        {marks.map((mark) => (
          <Mark key={mark.tagId} mark={mark} />
        ))}
      </div>
    </div>
  )
}
