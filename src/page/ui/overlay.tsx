import type { CSSProperties, JSX, Ref } from "preact"
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
  return (
    <div class={clip ? "layer clipped" : "layer"} style={placed(clip ?? { x: 0, y: 0, width: 0, height: 0 })}>
      <div class="inner" ref={props.layerRef}>
        {boxes.map((box) => (
          <Box key={box.tagId} box={box} onToggle={props.onToggle} />
        ))}
        {marks.map((mark) => (
          <Mark key={mark.tagId} mark={mark} />
        ))}
      </div>
    </div>
  )
}
