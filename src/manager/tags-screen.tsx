/** The tags of one module: filters, table, selection and what is done with it. */
import type { JSX } from "preact"
import { useMemo, useRef, useState } from "preact/hooks"
import { t, tn } from "../i18n/translate"
import { Button } from "../ui/controls"
import { FilterBar } from "./filter-bar"
import { NO_FILTERS, useView, type Filters } from "./filters"
import { NamesList } from "./list-dialog"
import { columnsOf, type Row } from "./rows"
import { SelectionBar, type Picked } from "./selection-bar"
import { KeysDialog, useKeys } from "./keyboard"
import { TagTable } from "./tag-table"
import type { ManagerViewProps } from "./view"

export interface TagsScreenProps extends Omit<ManagerViewProps, "rows"> {
  /** The label of the module, or of all modules together. */
  readonly title: string
  /** Whether the rows belong to several modules. */
  readonly isAll: boolean
  readonly rows: readonly Row[]
  /** Every module's rows, because the selection may include other modules' tags. */
  readonly allRows: readonly Row[]
  readonly onReload: () => void
}

/** The filters in the address, and the filter for selected tags. Like the selection, that one is not in the address. */
function useFilters({ place, selection, onPlace }: TagsScreenProps): [Filters, (to: Filters) => void] {
  const [isSelectedOnly, setSelectedOnly] = useState(false)
  // A later selection must not be shown alone.
  if (isSelectedOnly && selection.ids.size === 0) setSelectedOnly(false)
  const { filters } = place
  const onFilters = (to: Filters): void => {
    setSelectedOnly(to.quick.includes("selected"))
    onPlace({ filters: { ...to, quick: to.quick.filter((each) => each !== "selected") } })
  }
  return [isSelectedOnly ? { ...filters, quick: [...filters.quick, "selected"] } : filters, onFilters]
}

/** The selected tags of all modules, how many of them are in this one, and how many of those the filters hide. */
function pickedOf({ rows, allRows, selection }: TagsScreenProps, shown: readonly Row[]): Picked {
  const picked = (of: readonly Row[]): Row[] => of.filter(({ id }) => selection.has(id))
  const here = picked(rows).length
  return { picked: picked(allRows), here, hidden: here - picked(shown).length }
}

/** Shown instead of an empty table. */
function EmptyTable(props: TagsScreenProps & { onClear: () => void }): JSX.Element {
  const { rows, isAll, online, onReload, onClear } = props
  if (rows.length > 0)
    return (
      <div class="empty">
        <p>{t("no_match")}</p>
        <Button onClick={onClear}>{t("clear_filters")}</Button>
      </div>
    )
  return (
    <div class="empty">
      <p>{isAll ? tn("tags_count", 0) : t("module_empty")}</p>
      <Button icon="reload" disabled={!online} onClick={onReload}>
        {t("reload_list")}
      </Button>
    </div>
  )
}

/** Tools for the list as a whole. */
function Tools(
  props: TagsScreenProps & { shown: readonly Row[]; onNames: () => void; onKeys: () => void },
): JSX.Element {
  const { shown, online } = props
  return (
    <>
      <Button onClick={props.onNames}>{t("list_open")}</Button>
      <Button
        kind="quiet"
        icon="file"
        label={t("export_csv")}
        disabled={shown.length === 0}
        onClick={() => props.onExport(shown)}
      />
      <Button
        kind="quiet"
        icon="reload"
        label={t("reload_list")}
        disabled={!online}
        onClick={props.onReload}
      />
      <Button kind="quiet" label={t("keys_title")} onClick={props.onKeys}>
        ?
      </Button>
    </>
  )
}

/** A set of tags with filters, table, selection and results. */
export function TagsScreen(props: TagsScreenProps): JSX.Element {
  const { rows, similar, selection, isAll } = props
  const [filters, onFilters] = useFilters(props)
  const view = useView(rows, filters, props.place.sort, similar, selection.ids)
  const search = useRef<HTMLInputElement>(null)
  const [isKeysOpen, setKeysOpen] = useState(false)
  const [isListOpen, setListOpen] = useState(false)
  const preparing = props.asking.reading !== null
  const matching = view.rows.filter(({ module }) => !props.jobs.busy.has(module.apiName)).map(({ id }) => id)
  const isGrouped = filters.quick.includes("similar")
  const columns = useMemo(() => columnsOf(rows, isAll, isGrouped), [rows, isAll, isGrouped])
  const picked = pickedOf(props, view.rows)
  useKeys({
    "/": () => search.current?.focus(),
    a: () => preparing || selection.selectAll(matching),
    Escape: () => preparing || selection.clear(),
    "?": () => setKeysOpen(true),
  })
  const bar = { ...view, filters, selected: picked.here, searchRef: search, onFilters }
  return (
    <>
      <h2 class="hide">{props.title}</h2>
      <NamesList
        {...{ rows, selection }}
        isOpen={isListOpen}
        onShow={() => onFilters({ ...NO_FILTERS, quick: ["selected"] })}
        onClose={() => setListOpen(false)}
      />
      {rows.length > 0 && (
        <>
          <FilterBar {...bar}>
            <Tools
              {...props}
              shown={view.rows}
              onNames={() => setListOpen(true)}
              onKeys={() => setKeysOpen(true)}
            />
          </FilterBar>
          <SelectionBar {...{ ...props, ...picked, matching }} />
        </>
      )}
      {view.rows.length > 0 ? (
        <TagTable {...{ ...props, columns, matching }} rows={view.rows} />
      ) : (
        <EmptyTable {...props} onClear={() => onFilters(NO_FILTERS)} />
      )}
      {isKeysOpen && <KeysDialog onClose={() => setKeysOpen(false)} />}
    </>
  )
}
