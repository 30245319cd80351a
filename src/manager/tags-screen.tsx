import type { ComponentChildren, JSX } from "preact"
import { useMemo, useRef, useState } from "preact/hooks"
import { looksLike } from "../jobs/protected-tags"
import { Button } from "../ui/button"
import type { Asking } from "../ui/draft-question"
import { t } from "../ui/i18n"
import type { Selection } from "../ui/selection"
import { FilterBar } from "./filter-bar"
import { NO_FILTERS } from "./filters"
import type { Filters } from "./filters"
import { FoundNotice } from "./found-notice"
import { ListDialog } from "./list-dialog"
import type { Found } from "./name-list"
import { columnsOf, nextSort } from "./rows"
import type { Row, Sort } from "./rows"
import { SelectionBar } from "./selection-bar"
import { TagTable } from "./tag-table"
import { useKeys } from "./use-keys"
import type { Similar, SimilarGroup } from "./use-similar"
import type { Counting } from "./use-usage"
import { useSame } from "./use-same"
import { useView } from "./use-view"

export interface TagsScreenProps {
  /** The module's label, or that of all together. */
  readonly title: string
  /** Whether the rows are of several modules. */
  readonly isAll: boolean
  readonly rows: readonly Row[]
  /** Every module's rows: what is picked may lie elsewhere. */
  readonly allRows: readonly Row[]
  readonly filters: Filters
  readonly sort: Sort
  readonly similar: Similar
  readonly selection: Selection
  /** A question is open, or being prepared. */
  readonly asking: Pick<Asking, "reading">
  readonly counting: Counting
  /** API names of the modules in which something is being deleted. */
  readonly busy: ReadonlySet<string>
  readonly online: boolean
  readonly onFilters: (filters: Filters) => void
  readonly onSort: (sort: Sort) => void
  readonly onReload: () => void
  readonly onProtect: (names: readonly string[]) => void
  readonly onDelete: (rows: readonly Row[]) => void
  readonly onMerge: (keep: Row, group: SimilarGroup) => void
  readonly onExport: (rows: readonly Row[]) => void
}

function Empty({ children, action }: { children: string; action: ComponentChildren }): JSX.Element {
  return (
    <div class="empty">
      <p>{children}</p>
      {action}
    </div>
  )
}

function pickedOf(
  all: readonly Row[],
  here: readonly Row[],
  shown: readonly Row[],
  selection: Selection,
): {
  rows: readonly Row[]
  counts: { here: number; hidden: number; elsewhere: number }
} {
  if (selection.ids.size === 0) return { rows: [], counts: { here: 0, hidden: 0, elsewhere: 0 } }
  const count = (rows: readonly Row[]): number => rows.filter(({ id }) => selection.has(id)).length
  const rows = all.filter(({ id }) => selection.has(id))
  const inHere = here === all ? rows.length : count(here)
  return {
    rows,
    counts: { here: inHere, hidden: inHere - count(shown), elsewhere: rows.length - inHere },
  }
}

function Tools(props: TagsScreenProps & { shown: readonly Row[]; onList: () => void }): JSX.Element {
  const { rows, shown, counting } = props
  const isUnasked = (row: Row): boolean => row.usedIn === null
  return (
    <div class="line">
      <h2 class="clip">{props.title}</h2>
      <span class="fill" />
      <Button disabled={rows.length === 0} onClick={props.onList}>
        {t("list_open")}
      </Button>
      <Button
        disabled={counting.progress !== null || !props.online || !shown.some(isUnasked)}
        onClick={() => counting.offer(shown.filter(isUnasked))}
      >
        {t("count_open")}
      </Button>
      <Button icon="reload" disabled={!props.online} onClick={props.onReload}>
        {t("reload_list")}
      </Button>
      <Button icon="file" disabled={shown.length === 0} onClick={() => props.onExport(shown)}>
        {t("export_csv")}
      </Button>
    </div>
  )
}

function Nothing({ rows, isAll, onReload, onFilters }: TagsScreenProps): JSX.Element {
  if (rows.length > 0)
    return (
      <Empty action={<Button onClick={() => onFilters(NO_FILTERS)}>{t("clear_filters")}</Button>}>
        {t("no_match")}
      </Empty>
    )
  const reload = (
    <Button icon="reload" onClick={onReload}>
      {t("reload_list")}
    </Button>
  )
  return <Empty action={reload}>{t(isAll ? "all_empty" : "module_empty")}</Empty>
}

/** A list of names that is being asked for, and what became of the last one. */
function useList({ rows, selection }: TagsScreenProps): {
  readonly open: () => void
  readonly notice: JSX.Element | null
  readonly dialog: JSX.Element | null
} {
  const [isOpen, setOpen] = useState(false)
  const [found, setFound] = useState<Found | null>(null)
  const choose = (list: Found): void => {
    selection.clear()
    selection.selectAll(list.ids)
    setFound(list)
  }
  return {
    open: () => setOpen(true),
    notice: found && <FoundNotice found={found} onClose={() => setFound(null)} />,
    dialog: isOpen ? <ListDialog rows={rows} onChoose={choose} onClose={() => setOpen(false)} /> : null,
  }
}

/** Some tags: their filters, the table, what is chosen, and what becomes of it. */
export function TagsScreen(props: TagsScreenProps): JSX.Element {
  const { rows, filters, sort, similar, selection, busy, isAll } = props
  const view = useView(rows, filters, sort, similar)
  const search = useRef<HTMLInputElement>(null)
  const list = useList(props)
  const held = (row: Row): string | undefined => {
    if (row.protectedBy !== null)
      return looksLike(row.name, row.protectedBy)
        ? t("held_looks_protected", row.protectedBy)
        : t("held_protected")
    return busy.has(row.module.apiName) ? t("held_busy") : undefined
  }
  const preparing = props.asking.reading !== null
  // eslint-disable-next-line react-hooks/exhaustive-deps -- `held` follows from the busy modules
  const order = useMemo(() => view.rows.filter((row) => !held(row)).map(({ id }) => id), [view.rows, busy])
  const isGrouped = filters.quick.includes("similar")
  const shownColumns = useMemo(() => columnsOf(rows, isAll), [rows, isAll])
  const picked = pickedOf(props.allRows, rows, view.rows, selection)
  useKeys({
    "/": () => search.current?.focus(),
    a: () => preparing || selection.selectAll(order),
    Escape: () => preparing || selection.clear(),
  })
  const keep = useSame(props.onMerge)
  const toggle = (row: Row, range: boolean): void => {
    if (preparing || held(row)) return
    if (range) selection.range(row.id, order)
    else selection.toggle(row.id)
  }
  return (
    <>
      <Tools {...props} shown={view.rows} onList={list.open} />
      {list.notice}
      {rows.length > 0 && (
        <>
          <FilterBar {...view} filters={filters} searchRef={search} onFilters={props.onFilters} />
          <SelectionBar
            total={rows.length}
            matching={order}
            selection={selection}
            picked={picked.counts}
            reading={props.asking.reading}
            online={props.online}
            onProtect={() => props.onProtect(picked.rows.map(({ name }) => name))}
            onDelete={() => props.onDelete(picked.rows)}
          />
        </>
      )}
      {view.rows.length > 0 ? (
        <TagTable
          rows={view.rows}
          columns={shownColumns}
          picked={selection.ids}
          sort={sort}
          held={held}
          groupOf={(id) => (isGrouped ? similar.get(id) : undefined)}
          onKeep={keep}
          onSort={(by) => props.onSort(nextSort(sort, by))}
          onToggle={toggle}
          onPick={(states) => preparing || selection.mirror(states)}
        />
      ) : (
        <Nothing {...props} />
      )}
      {list.dialog}
    </>
  )
}
