/** Draws boxes, tints and marks over Zoho's rows without inserting anything into them. */
import { Component, type CSSProperties, type JSX, type Ref } from "preact"
import { useLayoutEffect, useRef, useState } from "preact/hooks"
import { t } from "../../i18n/translate"
import { Checkbox } from "../../ui/controls"
import { keepOneStop } from "./keyboard"
import type { Overlay, PageUiCallbacks, Rect, RowBox } from "./props"

/** Whole pixels, so that nothing shimmers while the page scrolls. */
const placed = ({ x, y, width, height }: Rect): CSSProperties => ({
  left: `${Math.round(x)}px`,
  top: `${Math.round(y)}px`,
  width: `${Math.round(width)}px`,
  height: `${Math.round(height)}px`,
})

/** Side of a box; see the styles in `mount.tsx`. */
const SPOT = 24

/**
 * Pixels down from the box before it, and from the left of all. So most boxes stay as they are when a row comes or
 * goes. The boxes are not positioned, because hundreds of layers would slow down each look at what covers a row.
 */
interface Offset {
  readonly down: number
  readonly right: number
}

interface SpotProps {
  readonly box: RowBox
  readonly offset: Offset
  readonly onToggle: PageUiCallbacks["onToggle"]
}

/** A box. There are hundreds, so it rerenders only when it has changed. */
class Spot extends Component<SpotProps> {
  override shouldComponentUpdate({ box, offset }: SpotProps): boolean {
    const { box: before, offset: offsetBefore } = this.props
    return (
      before.checked !== box.checked ||
      before.disabled !== box.disabled ||
      before.name !== box.name ||
      before.reason !== box.reason ||
      offsetBefore.down !== offset.down ||
      offsetBefore.right !== offset.right
    )
  }

  override render({ box, offset, onToggle }: SpotProps): JSX.Element {
    return (
      <div class="spot" style={{ marginTop: `${offset.down}px`, marginLeft: `${offset.right}px` }}>
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
}

/** In whole pixels, so that nothing shimmers while the page scrolls. */
function offsetsOf(boxes: readonly RowBox[]): Offset[] {
  let end = 0
  return boxes.map(({ rect: { x, y, width, height } }) => {
    const top = Math.round(y + height / 2) - SPOT / 2
    const offset = { down: top - end, right: Math.round(x + width / 2) - SPOT / 2 }
    end = top + SPOT
    return offset
  })
}

/** Boxes added per frame when a list first appears, more than a window shows; all at once would be a noticeable delay. */
const BATCH = 50

/**
 * The outer element clips; the inner one carries the origin and is all that moves while a container scrolls. The list
 * has one Tab stop.
 */
export function RowBoxes(props: {
  readonly overlay: Overlay
  readonly onToggle: PageUiCallbacks["onToggle"]
  readonly layerRef: Ref<HTMLDivElement>
}): JSX.Element {
  const { clip, boxes, tints, marks } = props.overlay
  const [limit, setLimit] = useState(BATCH)
  const group = useRef<HTMLDivElement>(null)
  const keep = (): void => {
    if (group.current) keepOneStop(group.current)
  }
  useLayoutEffect(keep)
  const offsets = offsetsOf(boxes)
  useLayoutEffect(() => {
    if (boxes.length <= limit) return undefined
    const frame = requestAnimationFrame(() => setLimit(limit + BATCH))
    return () => cancelAnimationFrame(frame)
  }, [boxes.length, limit])
  return (
    <div class={clip ? "layer clipped" : "layer"} style={placed(clip ?? { x: 0, y: 0, width: 0, height: 0 })}>
      <div class="inner" ref={props.layerRef}>
        {tints.map(({ tagId, rect }) => (
          <div key={`tint ${tagId}`} class="tint" style={placed(rect)} />
        ))}
        {boxes.length > 0 && (
          <div class="boxes" role="group" aria-label={t("tags_table")} ref={group} onFocusIn={keep}>
            {boxes.slice(0, limit).map((box, at) => (
              <Spot
                key={box.key ?? box.tagId}
                box={box}
                offset={offsets[at] ?? { down: 0, right: 0 }}
                onToggle={props.onToggle}
              />
            ))}
          </div>
        )}
        {marks.map((mark) => (
          <div key={mark.tagId} class="gone" style={placed(mark.rect)}>
            <span>
              <span class="hide">{mark.name} </span>
              {t("outcome_deleted")}
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}
