/** One row of the table of tags. */
import { Component, type JSX } from "preact"
import { date, dateTime, list, number, UNKNOWN } from "../i18n/format"
import { t } from "../i18n/translate"
import { looksLike } from "../jobs/protected-tags"
import { Checkbox, Icon } from "../ui/controls"
import { colorName, type Column, isFree, type Row } from "./rows"
import type { SimilarGroup } from "./similar-names"
import { ROW } from "./hooks"

export interface TagRowProps {
  readonly row: Row
  readonly index: number
  readonly columns: readonly Column[]
  readonly picked: boolean
  /** The Tab stop. */
  readonly current: boolean
  /** Its module has a job running, so it cannot be selected. */
  readonly busy: boolean
  /** Its group of similar tags, while the table shows these. */
  readonly group: SimilarGroup | undefined
  readonly first: boolean
  /** Asks to merge the others of the group into this one. Must be the same function at every render. */
  readonly onKeep: (row: Row, group: SimilarGroup) => void
  /** Must be the same function at every render. */
  readonly onToggle: (index: number, range: boolean) => void
}

/** A day with the time as its title; Zoho's own text if it cannot be read. */
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

function Name({ row, group, current, onKeep }: TagRowProps): JSX.Element {
  const { name, protectedBy } = row
  return (
    <>
      <bdi class="clip" title={name}>
        {name}
      </bdi>
      {protectedBy !== null && (
        <span class="mark" title={protectedBy}>
          {looksLike(name, protectedBy) ? t("looks_protected", protectedBy) : t("protected_mark")}
        </span>
      )}
      {group?.survivor === row.id && <span class="mark keep">{t("survivor_mark")}</span>}
      {group && (
        <button
          type="button"
          class="btn quiet keep-it"
          tabIndex={current ? 0 : -1}
          aria-label={t("action_of", t("keep"), name)}
          onClick={() => onKeep(row, group)}
        >
          {t("keep")}
        </button>
      )}
    </>
  )
}

function Cell({ column, ...props }: TagRowProps & { column: Column }): JSX.Element | null {
  const { row } = props
  const unknown = <span class="soft">{UNKNOWN}</span>
  switch (column) {
    case "name":
      return <Name {...props} />
    case "color":
      return (
        <i
          class={row.colorCode ? "dot" : "dot none"}
          title={colorName(row.color)}
          style={row.colorCode ? { backgroundColor: row.colorCode } : undefined}
        />
      )
    case "module":
      return <bdi>{row.module.pluralLabel}</bdi>
    case "records":
      return row.records === null ? unknown : <>{number(row.records)}</>
    case "usedIn":
      if (row.usedIn === null) return unknown
      if (row.usedIn.length === 0) return <span class="soft">{t("used_nowhere")}</span>
      return (
        <bdi class="used" title={list(row.usedIn)}>
          <Icon name="warning" />
          {list(row.usedIn)}
        </bdi>
      )
    case "createdBy":
      return <bdi>{row.createdBy ?? ""}</bdi>
    default:
      return <When time={row[column]} />
  }
}

/** A click outside the row's own controls selects it, unless it ends a text selection. */
const isForRow = ({ target }: MouseEvent): boolean =>
  target instanceof Element && !target.closest("label, button") && getSelection()?.isCollapsed !== false

/** One tag, positioned by its index. Rerenders only when it has changed. */
export class TagRow extends Component<TagRowProps> {
  override shouldComponentUpdate(next: TagRowProps): boolean {
    return (Object.keys(next) as (keyof TagRowProps)[]).some((each) => next[each] !== this.props[each])
  }

  override render(): JSX.Element {
    const { row, index, columns, picked, current, busy, first, onToggle } = this.props
    return (
      <div
        role="row"
        aria-rowindex={index + 2}
        aria-selected={picked}
        class={`trow${picked ? " picked" : ""}${first ? " first" : ""}${isFree(row) ? "" : " protected"}`}
        style={{ top: `${index * ROW}px` }}
        data-index={index}
        // Otherwise Shift would select text up to here.
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        onClick={(event) => isForRow(event) && onToggle(index, event.shiftKey)}
      >
        <div role="gridcell">
          <Checkbox
            label={t("select_tag", row.name)}
            checked={picked}
            disabled={busy}
            reason={busy ? t("held_busy") : undefined}
            tabIndex={current ? 0 : -1}
            onToggle={(event) => onToggle(index, event.shiftKey)}
          />
        </div>
        {columns.map((column) => (
          <div key={column} role="gridcell" class={`clip of-${column}`}>
            <Cell {...this.props} column={column} />
          </div>
        ))}
      </div>
    )
  }
}
