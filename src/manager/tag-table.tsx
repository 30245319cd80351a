import type { JSX } from "preact"
import { useLayoutEffect, useRef, useState } from "preact/hooks"
import type { ListedTag } from "../messaging/views"
import { t } from "../ui/i18n"
import type { MessageKey } from "../ui/i18n"
import { Icon } from "../ui/icon"
import { COLUMNS } from "./rows"
import type { Column, Sort } from "./rows"
import { TagRow } from "./tag-row"
import { ROW, useWindow } from "./use-window"

export interface TagTableProps {
  /** In the order shown. */
  readonly tags: readonly ListedTag[]
  readonly picked: ReadonlySet<string>
  readonly sort: Sort
  /** Whether Zoho told any record counts; without them there is no column for them. */
  readonly counted: boolean
  /** Nothing can be picked now. */
  readonly locked: boolean
  readonly onSort: (by: Column) => void
  readonly onToggle: (tag: ListedTag, range: boolean) => void
}

const TITLES = {
  name: "column_name",
  records: "column_records",
  createdBy: "column_created_by",
  createdTime: "column_created",
  modifiedTime: "column_modified",
} as const satisfies Record<Column, MessageKey>

/** How far a key moves; the page is the height of the box. */
function stepOf(key: string, page: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -count,
    End: count,
  }
  return steps[key]
}

function Titles({ sort, counted, onSort }: Pick<TagTableProps, "sort" | "counted" | "onSort">): JSX.Element {
  return (
    <div role="row" aria-rowindex={1} class="trow titles">
      <div role="columnheader">
        <span class="hide">{t("column_box")}</span>
      </div>
      {COLUMNS.filter((column) => counted || column !== "records").map((column) => {
        const direction = sort.descending ? "descending" : "ascending"
        const by = sort.by === column
        return (
          <div key={column} role="columnheader" aria-sort={by ? direction : "none"} class={column}>
            <button type="button" class={by ? `sort by ${direction}` : "sort"} onClick={() => onSort(column)}>
              <span class="clip">{t(TITLES[column])}</span>
              {by && <Icon name="down" />}
            </button>
          </div>
        )
      })}
    </div>
  )
}

/** Thousands of tags, of which only those in view are drawn. One row is in the Tab order; arrows move it. */
export function TagTable(props: TagTableProps): JSX.Element {
  const { tags, picked, onToggle } = props
  const box = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const current = Math.min(at, tags.length - 1)
  const moved = useRef(false)
  const { start, end } = useWindow(box, tags.length)

  useLayoutEffect(() => {
    if (!moved.current) return
    moved.current = false
    box.current?.querySelector<HTMLElement>(`[data-index="${current}"] input`)?.focus({ preventScroll: true })
  })

  const reveal = (index: number): void => {
    const element = box.current
    if (!element) return
    const top = index * ROW
    // The titles stand over the first row's height.
    const room = element.clientHeight - 2 * ROW
    if (top < element.scrollTop) element.scrollTop = top
    else if (top > element.scrollTop + room) element.scrollTop = top - room
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / ROW) - 2)
    const step = stepOf(event.key, page, tags.length)
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    if (!(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
    const next = Math.max(0, Math.min(tags.length - 1, current + step))
    moved.current = true
    setAt(next)
    reveal(next)
  }
  const toggle = (index: number) => (tag: ListedTag, range: boolean) => {
    setAt(index)
    onToggle(tag, range)
  }
  const row = (index: number): JSX.Element | null => {
    const tag = tags[index]
    return tag ? (
      <TagRow
        key={tag.id}
        tag={tag}
        index={index}
        picked={picked.has(tag.id)}
        current={index === current}
        locked={props.locked}
        counted={props.counted}
        onToggle={toggle(index)}
      />
    ) : null
  }
  const drawn = Array.from({ length: Math.max(0, end - start) }, (_, offset) => start + offset)
  // The row that has the focus stays, or the focus would be lost by scrolling.
  const indices = drawn.includes(current) ? drawn : [...drawn, current]
  return (
    <div
      ref={box}
      class={props.counted ? "table counted" : "table"}
      role="grid"
      aria-label={t("tags_table")}
      aria-rowcount={tags.length + 1}
      aria-multiselectable="true"
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" class="thead">
        <Titles sort={props.sort} counted={props.counted} onSort={props.onSort} />
      </div>
      <div role="rowgroup" class="tbody" style={{ height: `${tags.length * ROW}px` }}>
        {indices.map(row)}
      </div>
    </div>
  )
}
