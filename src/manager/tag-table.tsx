/** The table of tags. A row is in `tag-row.tsx`, its keys in `keyboard.tsx`. */
import type { JSX } from "preact"
import { useLayoutEffect, useRef } from "preact/hooks"

import { t, type MessageKey } from "../i18n/translate"
import { Button, Icon } from "../ui/controls"
import { ROW, useStableCallback, useWindow } from "./hooks"
import { alongRow, isInRow, stepOf, useCurrent, useFocusKept } from "./keyboard"
import { nextSort, type Column, type Row } from "./rows"
import type { SimilarGroup } from "./similar-names"
import { TagRow } from "./tag-row"
import type { TagsScreenProps } from "./tags-screen"

/** `rows`: those to show, in order. */
interface TagTableProps extends TagsScreenProps {
  readonly columns: readonly Column[]
  /** Ids of the rows that can be selected, in order. */
  readonly matching: readonly string[]
}

interface Look {
  readonly title: MessageKey
  /** Its least width in pixels, and its share of what is left. */
  readonly least: number
  readonly share: number
}

/** All of them fit beside the modules at 1024 pixels. */
const LOOKS: Readonly<Record<Column, Look>> = {
  color: { title: "column_color", least: 44, share: 0 },
  name: { title: "column_name", least: 136, share: 6 },
  module: { title: "module", least: 80, share: 2 },
  records: { title: "column_records", least: 96, share: 0 },
  usedIn: { title: "column_used_in", least: 88, share: 2 },
  createdBy: { title: "column_created_by", least: 80, share: 2 },
  createdTime: { title: "column_created", least: 84, share: 1 },
  modifiedTime: { title: "column_modified", least: 84, share: 1 },
}

/** Id of the table. */
const TABLE = "tags"

/** Moves the focus to the table's current row. */
export function focusTable(): void {
  document.getElementById(TABLE)?.querySelector<HTMLElement>(".tbody [tabindex='0']")?.focus()
}

const CHECKBOX = 36
const GAP = 8
const PADDING = 12

/** Narrower than this, the table scrolls sideways. */
function layoutOf(columns: readonly Column[]): Record<string, string> {
  const looks = columns.map((column) => LOOKS[column])
  const whole = looks.reduce((sum, { least }) => sum + GAP + least, 2 * PADDING + CHECKBOX)
  const tracks = looks.map(({ least, share }) => (share > 0 ? `minmax(${least}px,${share}fr)` : `${least}px`))
  return {
    "--columns": [`${CHECKBOX}px`, ...tracks].join(" "),
    "--gap": `${GAP}px`,
    "--padding": `${PADDING}px`,
    "--least": `${whole}px`,
  }
}

const isCounted = ({ records }: Row): boolean => records !== null

/** In the title of the records column: counting, or, once all are counted, asking what uses the tags. */
function Count({ rows, counting, online }: TagTableProps): JSX.Element | null {
  const column = rows.every(isCounted) ? "usedIn" : "records"
  const isUnknown = (row: Row): boolean => row[column] === null
  if (!rows.some(isUnknown)) return null
  return (
    <Button
      kind="quiet"
      label={t(column === "records" ? "count_records" : "count_open")}
      disabled={counting.progress !== null || counting.offered !== null || !online}
      onClick={() => counting.offer(rows.filter(isUnknown))}
    >
      {rows.some(isCounted) ? <Icon name="info" /> : t("count_records")}
    </Button>
  )
}

function Titles(props: TagTableProps): JSX.Element {
  const { rows, columns, place, onPlace } = props
  const { sort } = place
  return (
    <div role="row" aria-rowindex={1} class="trow titles">
      <div role="columnheader">
        <span class="hide">{t("quick_selected")}</span>
      </div>
      {columns.map((column) => {
        const direction = sort.descending ? "descending" : "ascending"
        const by = sort.by === column
        return (
          <div key={column} role="columnheader" aria-sort={by ? direction : "none"} class={`of-${column}`}>
            {/* Until something is counted, there is nothing to sort by. */}
            {(column !== "records" || rows.some(isCounted)) && (
              <button
                type="button"
                class={by ? `sort by ${direction}` : "sort"}
                onClick={() => onPlace({ sort: nextSort(sort, column) })}
              >
                <span class="clip">{t(LOOKS[column].title)}</span>
                {by && <Icon name="down" />}
              </button>
            )}
            {column === "records" && <Count {...props} />}
          </div>
        )
      })}
    </div>
  )
}

/** Indexes in reading order, including the focused row, so that scrolling does not lose the focus. */
function drawnRows(start: number, end: number, focused: number): number[] {
  const drawn = Array.from({ length: Math.max(0, end - start) }, (_, offset) => start + offset)
  if (focused < start) return [focused, ...drawn]
  return focused < end ? drawn : [...drawn, focused]
}

/** Scrolls only as far as needed. */
function reveal(box: HTMLElement | null, index: number): void {
  if (!box) return
  const top = index * ROW
  // The titles cover one row's height.
  const height = box.clientHeight - 2 * ROW
  if (top < box.scrollTop) box.scrollTop = top
  else if (top > box.scrollTop + height) box.scrollTop = top - height
}

/** Thousands of tags, of which only those in view are drawn. One row is the Tab stop; arrows move it. */
export function TagTable(props: TagTableProps): JSX.Element {
  const { rows, columns, place, selection, similar, jobs } = props
  const isGrouped = place.filters.quick.includes("similar")
  const groupOf = (id: string): SimilarGroup | undefined => (isGrouped ? similar.get(id) : undefined)
  const box = useRef<HTMLDivElement>(null)
  const [current, setAt] = useCurrent(rows)
  const moved = useRef(false)
  const [start, end] = useWindow(box, rows.length)
  const focusRow = useFocusKept(box, current)
  const range = useRange(props)

  useLayoutEffect(() => {
    if (!moved.current) return
    moved.current = false
    focusRow(current)
  })

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.shiftKey) range.end()
    if (!isInRow(event)) return
    if (alongRow(event)) event.preventDefault()
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / ROW) - 2)
    const step = stepOf(event.key, page, rows.length)
    if (step === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(rows.length - 1, current + step))
    moved.current = true
    setAt(next)
    reveal(box.current, next)
    if (event.shiftKey) range.extend(current, next)
  }
  const toggle = useStableCallback((index: number, withShift: boolean): void => {
    const row = rows[index]
    range.end()
    setAt(index)
    if (!row || props.asking.reading !== null || jobs.busy.has(row.module.apiName)) return
    if (withShift) selection.range(row.id, props.matching)
    else selection.toggle(row.id)
  })
  const keep = useStableCallback((row: Row, { rows: group }: SimilarGroup): void => {
    const others = group.filter(({ id }) => id !== row.id)
    props.onMerge(row, others)
  })
  const draw = (index: number): JSX.Element | null => {
    const row = rows[index]
    if (!row) return null
    const group = groupOf(row.id)
    return (
      <TagRow
        key={row.id}
        {...{ row, index, columns, group, onKeep: keep, onToggle: toggle }}
        picked={selection.has(row.id)}
        current={index === current}
        busy={jobs.busy.has(row.module.apiName)}
        first={group !== undefined && group !== groupOf(rows[index - 1]?.id ?? "")}
      />
    )
  }
  const indices = drawnRows(start, end, current)
  return (
    <div
      ref={box}
      class="table"
      id={TABLE}
      style={layoutOf(columns)}
      role="grid"
      aria-label={t("tags_table")}
      aria-rowcount={rows.length + 1}
      aria-multiselectable="true"
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" class="thead">
        <Titles {...props} />
      </div>
      <div role="rowgroup" class="tbody" style={{ height: `${rows.length * ROW}px` }}>
        {indices.map(draw)}
      </div>
    </div>
  )
}

interface Range {
  /** The tag where the range began. */
  readonly start: string
  /** What the range selected: shrinking it clears only these, nothing selected before. */
  readonly took: ReadonlySet<string>
}

/** Selection with Shift and arrow keys: from where it began to the focus. */
function useRange({ rows, selection, jobs, asking }: TagTableProps): {
  /** Moves the focused end of the range, from one row index to another. */
  readonly extend: (from: number, to: number) => void
  /** Ends the range; the next one begins at the focus. */
  readonly end: () => void
} {
  const range = useRef<Range | null>(null)
  return {
    extend(from, to) {
      if (asking.reading !== null) return
      const begun = rows.findIndex(({ id }) => id === range.current?.start)
      const at = begun < 0 ? from : begun
      const before = (begun < 0 ? null : range.current?.took) ?? new Set<string>()
      const isTaken = ({ id, module }: Row): boolean =>
        before.has(id) || (!selection.has(id) && !jobs.busy.has(module.apiName))
      const within = rows.slice(Math.min(at, to), Math.max(at, to) + 1).filter(isTaken)
      const took = new Set(within.map(({ id }) => id))
      range.current = { start: rows[at]?.id ?? "", took }
      selection.mirror(new Map([...before, ...took].map((id) => [id, took.has(id)])))
    },
    end: () => void (range.current = null),
  }
}
