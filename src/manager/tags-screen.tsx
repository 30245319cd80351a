import type { JSX } from "preact"
import { useMemo, useRef, useState } from "preact/hooks"
import { t, tn } from "../i18n/translate"
import type { Asking } from "../ui/confirmation/draft-question"
import { Button } from "../ui/controls"
import type { Selection } from "../ui/selection"
import { FilterBar } from "./filter-bar"
import { NO_FILTERS, useView, type Filters } from "./filters"
import { useSame } from "./hooks"
import { FoundNotice, ListDialog } from "./list-dialog"
import type { Found } from "./name-list"
import { columnsOf, nextSort, type Row } from "./rows"
import { SelectionBar } from "./selection-bar"
import { KeysDialog, useKeys } from "./shortcuts"
import type { Similar, SimilarGroup } from "./similar-names"
import { focusTable, TagTable } from "./tag-table"
import type { UrlState } from "./url-state"
import type { Counting } from "./use-usage"

export interface TagsScreenProps {
  /** The module's label, or that of all together. */
  readonly title: string
  /** Whether the rows are of several modules. */
  readonly isAll: boolean
  readonly rows: readonly Row[]
  /** Every module's rows: what is selected may be of others. */
  readonly allRows: readonly Row[]
  readonly place: UrlState
  readonly similar: Similar
  readonly selection: Selection
  /** A question is open, or being prepared. */
  readonly asking: Pick<Asking, "reading">
  readonly counting: Counting
  /** API names of the modules with a job under way. */
  readonly busy: ReadonlySet<string>
  readonly online: boolean
  readonly onPlace: (change: Partial<UrlState>) => void
  readonly onReload: () => void
  readonly onProtect: (rows: readonly Row[], on: boolean) => void
  readonly onDelete: (rows: readonly Row[]) => void
  readonly onMerge: (keep: Row, others: readonly Row[]) => void
  readonly onExport: (rows: readonly Row[]) => void
}

/** What the records' title offers: to count, or, where Zoho's list has the counts, to ask what uses the tags. */
function countOf(
  { counting, online }: TagsScreenProps,
  shown: readonly Row[],
): Parameters<typeof TagTable>[0]["count"] {
  const uncounted = shown.filter(({ records }) => records === null)
  const rows = uncounted.length > 0 ? uncounted : shown.filter(({ usedIn }) => usedIn === null)
  if (rows.length === 0) return null
  return {
    words: t(uncounted.length > 0 ? "count_records" : "count_open"),
    disabled: counting.progress !== null || counting.offered !== null || !online,
    onClick: () => counting.offer(rows),
  }
}

/** Some tags: their filters, the table, what is selected, and what becomes of it. */
export function TagsScreen(props: TagsScreenProps): JSX.Element {
  const { rows, allRows, place, similar, selection, busy, isAll, onPlace } = props
  const { sort } = place
  // Not in the address, as the selection is not. What is selected next is not shown alone.
  const [isSelectedOnly, setSelectedOnly] = useState(false)
  if (isSelectedOnly && selection.ids.size === 0) setSelectedOnly(false)
  const filters = useMemo(
    (): Filters =>
      isSelectedOnly ? { ...place.filters, quick: [...place.filters.quick, "selected"] } : place.filters,
    [place.filters, isSelectedOnly],
  )
  const onFilters = (to: Filters): void => {
    setSelectedOnly(to.quick.includes("selected"))
    onPlace({ filters: { ...to, quick: to.quick.filter((each) => each !== "selected") } })
  }
  const view = useView(rows, filters, sort, similar, selection.ids)
  const search = useRef<HTMLInputElement>(null)
  const [dialog, setDialog] = useState<"keys" | "names" | null>(null)
  const [found, setFound] = useState<Found | null>(null)
  const preparing = props.asking.reading !== null
  const order = useMemo(
    () => view.rows.filter(({ module }) => !busy.has(module.apiName)).map(({ id }) => id),
    [view.rows, busy],
  )
  const isGrouped = filters.quick.includes("similar")
  const columns = useMemo(() => columnsOf(rows, isAll, isGrouped), [rows, isAll, isGrouped])
  const countPicked = (of: readonly Row[]): number => of.filter(({ id }) => selection.has(id)).length
  const picked = selection.ids.size === 0 ? [] : allRows.filter(({ id }) => selection.has(id))
  const here = picked.length === 0 ? 0 : countPicked(rows)
  const keep = useSame((row: Row, group: SimilarGroup) =>
    props.onMerge(
      row,
      group.rows.filter(({ id }) => id !== row.id),
    ),
  )
  useKeys({
    "/": () => search.current?.focus(),
    a: () => preparing || selection.selectAll(order),
    Escape: () => preparing || selection.clear(),
    "?": () => setDialog("keys"),
  })
  const toggle = (row: Row, range: boolean): void => {
    if (preparing || busy.has(row.module.apiName)) return
    if (range) selection.range(row.id, order)
    else selection.toggle(row.id)
  }
  const reload = (
    <Button icon="reload" disabled={!props.online} onClick={props.onReload}>
      {t("reload_list")}
    </Button>
  )
  return (
    <>
      <h2 class="hide">{props.title}</h2>
      {found && (
        <FoundNotice
          found={found}
          onTake={(ids) => {
            selection.selectAll(ids)
            const missing = found.missing.filter(({ alike }) => alike.length === 0)
            setFound({ ...found, ids: [...found.ids, ...ids], missing })
          }}
          onShow={() => onFilters({ ...NO_FILTERS, quick: ["selected"] })}
          onClose={() => setFound(null)}
        />
      )}
      {rows.length > 0 && (
        <>
          <FilterBar
            {...view}
            filters={filters}
            selected={here}
            searchRef={search}
            onFilters={onFilters}
            onDown={focusTable}
          >
            <Button onClick={() => setDialog("names")}>{t("list_open")}</Button>
            <Button
              kind="quiet"
              icon="file"
              label={t("export_csv")}
              disabled={view.rows.length === 0}
              onClick={() => props.onExport(view.rows)}
            />
            <Button
              kind="quiet"
              icon="reload"
              label={t("reload_list")}
              disabled={!props.online}
              onClick={props.onReload}
            />
            <Button kind="quiet" label={t("keys_title")} onClick={() => setDialog("keys")}>
              ?
            </Button>
          </FilterBar>
          <SelectionBar
            {...props}
            total={rows.length}
            matching={order}
            picked={picked}
            here={here}
            hidden={here === 0 ? 0 : here - countPicked(view.rows)}
            reading={props.asking.reading}
          />
        </>
      )}
      {view.rows.length > 0 ? (
        <TagTable
          rows={view.rows}
          columns={columns}
          picked={selection.ids}
          sort={sort}
          busy={busy}
          count={countOf(props, view.rows)}
          groupOf={(id) => (isGrouped ? similar.get(id) : undefined)}
          onKeep={keep}
          onSort={(by) => onPlace({ sort: nextSort(sort, by) })}
          onToggle={toggle}
          onPick={(states) => preparing || selection.mirror(states)}
        />
      ) : (
        <div class="empty">
          <p>{rows.length > 0 ? t("no_match") : isAll ? tn("tags_count", 0) : t("module_empty")}</p>
          {rows.length > 0 ? (
            <Button onClick={() => onFilters(NO_FILTERS)}>{t("clear_filters")}</Button>
          ) : (
            reload
          )}
        </div>
      )}
      {dialog === "keys" && <KeysDialog onClose={() => setDialog(null)} />}
      {dialog === "names" && (
        <ListDialog
          rows={rows}
          onChoose={(list) => {
            selection.clear()
            selection.selectAll(list.ids)
            setFound(list)
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  )
}
