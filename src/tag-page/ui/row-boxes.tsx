/** Draws boxes, tints and marks over Zoho's rows without inserting anything into them. */
import { Component, type CSSProperties, type JSX } from "preact"
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

interface SpotProps {
  readonly box: RowBox
  /**
   * Pixels down from the box before it, and from the left of all. So most boxes stay as they are when a row comes or
   * goes. The boxes are not positioned, because hundreds of layers would slow down each look at what covers a row.
   */
  readonly down: number
  readonly right: number
  readonly onToggle: PageUiCallbacks["onToggle"]
}

/** A box. There are hundreds, so it rerenders only when it has changed. */
class Spot extends Component<SpotProps> {
  override shouldComponentUpdate({ box, down, right }: SpotProps): boolean {
    const { box: before, ...offset } = this.props
    const shown = ["checked", "disabled", "name", "reason"] as const
    return shown.some((key) => before[key] !== box[key]) || offset.down !== down || offset.right !== right
  }

  override render({ box, down, right, onToggle }: SpotProps): JSX.Element {
    return (
      <div class="spot" style={{ marginTop: `${down}px`, marginLeft: `${right}px` }}>
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
function spotsOf(boxes: readonly RowBox[]): Omit<SpotProps, "onToggle">[] {
  let end = 0
  return boxes.map((box) => {
    const { x, y, width, height } = box.rect
    const top = Math.round(y + height / 2) - SPOT / 2
    const down = top - end
    end = top + SPOT
    return { box, down, right: Math.round(x + width / 2) - SPOT / 2 }
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
}): JSX.Element {
  const { origin, clip, boxes, tints, marks } = props.overlay
  const [x, y] = [origin.x - (clip?.x ?? 0), origin.y - (clip?.y ?? 0)]
  const [limit, setLimit] = useState(BATCH)
  const group = useRef<HTMLDivElement>(null)
  const keep = (): void => keepOneStop(group.current)
  useLayoutEffect(keep)
  useLayoutEffect(() => {
    if (boxes.length <= limit) return undefined
    const frame = requestAnimationFrame(() => setLimit(limit + BATCH))
    return () => cancelAnimationFrame(frame)
  }, [boxes.length, limit])
  return (
    <div class={clip ? "layer clipped" : "layer"} style={placed(clip ?? { x: 0, y: 0, width: 0, height: 0 })}>
      <div class="inner" style={{ transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)` }}>
        {tints.map(({ tagId, rect }) => (
          <div key={`tint ${tagId}`} class="tint" style={placed(rect)} />
        ))}
        {boxes.length > 0 && (
          <div class="boxes" role="group" aria-label={t("tags_table")} ref={group} onFocusIn={keep}>
            {spotsOf(boxes.slice(0, limit)).map((spot) => (
              <Spot key={spot.box.key ?? spot.box.tagId} {...spot} onToggle={props.onToggle} />
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
