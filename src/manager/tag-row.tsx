import { Component, type JSX } from "preact"
import { date, dateTime, list } from "../i18n/format"
import { t } from "../i18n/translate"
import { looksLike } from "../jobs/protected-tags"
import { Checkbox, Icon } from "../ui/controls"
import type { Column, Row } from "./rows"
import type { SimilarGroup } from "./similar-names"
import { ROW } from "./use-window"

export interface TagRowProps {
  readonly row: Row
  readonly index: number
  readonly columns: readonly Column[]
  readonly picked: boolean
  /** The one row that Tab leads to. */
  readonly current: boolean
  /** Why it cannot be picked. */
  readonly held: string | undefined
  /** The tags that it is alike to, while those are what is looked at. */
  readonly group: SimilarGroup | undefined
  /** Whether it is the first of its group. */
  readonly first: boolean
  /** Wants the others of the group merged into this one; the same function at every drawing. */
  readonly onKeep: (row: Row, group: SimilarGroup) => void
  /** The same function at every drawing. */
  readonly onToggle: (index: number, range: boolean) => void
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

type Own = Pick<TagRowProps, "row" | "group" | "current" | "onKeep">

function Name({ row, group, current, onKeep }: Own): JSX.Element {
  return (
    <>
      <bdi class="clip" title={row.name}>
        {row.name}
      </bdi>
      {row.protectedBy !== null && (
        <span class="mark">
          {looksLike(row.name, row.protectedBy) ? t("looks_protected", row.protectedBy) : t("protected_mark")}
        </span>
      )}
      {group?.survivor === row.id && <span class="mark keep">{t("survivor_mark")}</span>}
      {group && (
        <button
          type="button"
          class="btn quiet keep-it"
          tabIndex={current ? 0 : -1}
          aria-label={t("keep_tag", row.name)}
          onClick={() => onKeep(row, group)}
        >
          {t("keep")}
        </button>
      )}
    </>
  )
}

function Cell({ column, ...own }: { column: Column } & Own): JSX.Element | null {
  const { row } = own
  if (column === "name") return <Name {...own} />
  if (column === "color")
    return (
      <i
        class={row.colorCode ? "dot" : "dot none"}
        title={row.colorCode ?? t("colour_none")}
        style={row.colorCode ? { backgroundColor: row.colorCode } : undefined}
      />
    )
  if (column === "module") return <bdi>{row.module.pluralLabel}</bdi>
  if (column === "records")
    return row.records == null ? <span class="soft">–</span> : <>{t("number", row.records)}</>
  if (column === "usedIn") {
    if (row.usedIn === null) return <span class="soft">–</span>
    return row.usedIn.length === 0 ? (
      <span class="soft">{t("used_nowhere")}</span>
    ) : (
      <bdi class="used" title={list(row.usedIn)}>
        <Icon name="warning" />
        {list(row.usedIn)}
      </bdi>
    )
  }
  if (column === "createdBy") return <bdi>{row.createdBy ?? ""}</bdi>
  return <When time={row[column]} />
}

const PROPS = [
  "row",
  "index",
  "columns",
  "picked",
  "current",
  "held",
  "group",
  "first",
  "onToggle",
  "onKeep",
] as const

/** One tag. Its place is by index, whatever of the list is drawn; drawn anew only when something of it has changed. */
export class TagRow extends Component<TagRowProps> {
  override shouldComponentUpdate(next: TagRowProps): boolean {
    return PROPS.some((each) => next[each] !== this.props[each])
  }

  override render(): JSX.Element {
    const { row, index, columns, picked, current, held, group, first, onToggle, onKeep } = this.props
    return (
      <div
        role="row"
        aria-rowindex={index + 2}
        aria-selected={picked}
        class={`trow${picked ? " picked" : ""}${first ? " first" : ""}`}
        style={{ top: `${index * ROW}px` }}
        data-index={index}
      >
        <div role="gridcell">
          <Checkbox
            label={t("select_tag", row.name)}
            checked={picked}
            disabled={held !== undefined}
            reason={held}
            tabIndex={current ? 0 : -1}
            onToggle={(event) => onToggle(index, event.shiftKey)}
          />
        </div>
        {columns.map((column) => (
          <div key={column} role="gridcell" class={`clip of-${column}`}>
            <Cell column={column} row={row} group={group} current={current} onKeep={onKeep} />
          </div>
        ))}
      </div>
    )
  }
}
