import type { JSX } from "preact"
import type { ListedTag } from "../messaging/views"
import { Checkbox } from "../ui/checkbox"
import { date, dateTime } from "../ui/format"
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

/** A day, with the time as its title; Zoho's own text where it is no time that can be read. */
function When({ time }: { time: string | undefined }): JSX.Element | null {
  if (time === undefined) return null
  const at = Date.parse(time)
  if (Number.isNaN(at)) return <span>{time}</span>
  return (
    <time dateTime={time} title={dateTime(at)}>
      {date(at)}
    </time>
  )
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
        <When time={tag.createdTime} />
      </div>
      <div role="gridcell" class="clip">
        <When time={tag.modifiedTime} />
      </div>
    </div>
  )
}
