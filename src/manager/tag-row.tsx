import type { JSX } from "preact"
import type { ListedTag } from "../messaging/views"
import { Checkbox } from "../ui/checkbox"
import { dateTime } from "../ui/format"
import { t } from "../ui/i18n"
import { TagName } from "../ui/tag-name"
import { ROW } from "./use-window"

export interface TagRowProps {
  readonly tag: ListedTag
  readonly index: number
  readonly picked: boolean
  /** The one row that Tab leads to. */
  readonly current: boolean
  readonly locked: boolean
  readonly counted: boolean
  readonly onToggle: (tag: ListedTag, range: boolean) => void
}

/** Zoho's text where it is no time that can be read. */
const when = (time: string | undefined): string => {
  if (time === undefined) return ""
  const at = Date.parse(time)
  return Number.isNaN(at) ? time : dateTime(at)
}

/** One tag. Its place is by index, whatever of the list is drawn. */
export function TagRow(props: TagRowProps): JSX.Element {
  const { tag, index, picked, current, locked, onToggle } = props
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={picked}
      class={picked ? "trow picked" : "trow"}
      style={{ transform: `translateY(${index * ROW}px)` }}
      data-index={index}
    >
      <div role="gridcell">
        <Checkbox
          label={t("select_tag", tag.name)}
          checked={picked}
          disabled={locked}
          tabIndex={current ? 0 : -1}
          onToggle={(event) => onToggle(tag, event.shiftKey)}
        />
      </div>
      <div role="gridcell" class="clip" title={tag.name}>
        <TagName name={tag.name} colorCode={tag.colorCode} />
      </div>
      {props.counted && (
        <div role="gridcell" class="number">
          {tag.records == null ? <span class="soft">–</span> : t("number", tag.records)}
        </div>
      )}
      <div role="gridcell" class="clip">
        <bdi>{tag.createdBy ?? ""}</bdi>
      </div>
      <div role="gridcell" class="clip">
        {when(tag.createdTime)}
      </div>
      <div role="gridcell" class="clip">
        {when(tag.modifiedTime)}
      </div>
    </div>
  )
}
