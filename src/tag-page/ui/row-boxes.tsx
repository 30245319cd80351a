/** Draws boxes, tints and marks over Zoho's rows without inserting anything into them. */
import type { CSSProperties, JSX, Ref } from "preact"
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

/** A box. There are hundreds, so it rerenders only when it has changed. */
function Spot({ box, onToggle }: { box: RowBox; onToggle: PageUiCallbacks["onToggle"] }): JSX.Element {
  const last = useRef<{ readonly box: RowBox; readonly drawn: JSX.Element } | null>(null)
  if (last.current === null || !isSameBox(last.current.box, box)) {
    const { x, y, width, height } = box.rect
    const drawn = (
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
    last.current = { box, drawn }
  }
  return last.current.drawn
}

function isSameBox(one: RowBox, other: RowBox): boolean {
  return (
    one.checked === other.checked &&
    one.disabled === other.disabled &&
    one.name === other.name &&
    one.reason === other.reason &&
    one.rect.x === other.rect.x &&
    one.rect.y === other.rect.y
  )
}

/** Boxes added per frame when a list first appears; all at once would be a noticeable delay. */
const BATCH = 100

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
            {boxes.slice(0, limit).map((box) => (
              <Spot key={box.key ?? box.tagId} box={box} onToggle={props.onToggle} />
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
