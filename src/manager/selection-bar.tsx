import type { JSX } from "preact"
import { t, tn } from "../i18n/translate"
import { Button, Checkbox } from "../ui/controls"
import type { Selection } from "../ui/selection"

export interface Picked {
  /** Of the module that is open, or of all. */
  readonly here: number
  /** Of those, hidden by the filters. */
  readonly hidden: number
  /** In modules other than the open one. */
  readonly elsewhere: number
}

export interface SelectionBarProps {
  /** Tags of the module, or of all. */
  readonly total: number
  /** Ids of the tags that the filters let through and that can be picked. */
  readonly matching: readonly string[]
  readonly selection: Selection
  readonly picked: Picked
  /** Tags that are being read for a question; null: none. */
  readonly reading: number | null
  readonly online: boolean
  readonly onProtect: () => void
  readonly onDelete: () => void
}

function Told({ picked }: { picked: Picked }): JSX.Element {
  return (
    <>
      {picked.hidden > 0 && <span class="soft">{tn("hidden_by_filter", picked.hidden)}</span>}
      {picked.elsewhere > 0 && <span class="soft">{tn("picked_elsewhere", picked.elsewhere)}</span>}
    </>
  )
}

/** What is chosen, hidden ones included, and what can be done with it. */
export function SelectionBar(props: SelectionBarProps): JSX.Element {
  const { total, matching, selection, picked, reading, online } = props
  const preparing = reading !== null
  const words = t("selected", picked.here, total)
  const inView = picked.here - picked.hidden
  const all = matching.length > 0 && inView === matching.length
  const isPart = matching.length > 0 && matching.length < total
  const label = isPart ? tn("select_matching", matching.length) : t("select_all")
  const none = selection.ids.size === 0
  return (
    <div class="line chosen" data-home tabIndex={-1}>
      <Checkbox
        label={label}
        checked={all}
        mixed={inView > 0 && !all}
        disabled={preparing || matching.length === 0}
        onToggle={() => (all ? selection.clear(matching) : selection.selectAll(matching))}
      >
        {label}
      </Checkbox>
      <span class="strong" role="status" aria-label={words}>
        {words}
      </span>
      <Told picked={picked} />
      {!none && (
        <Button kind="quiet" onClick={() => selection.clear()}>
          {t("clear_selection")}
        </Button>
      )}
      {reading !== null && <span class="soft">{tn("reading_tags", reading)}</span>}
      {!none && !online && <span class="soft small">{t("offline_why")}</span>}
      <div class="acts">
        <Button disabled={none} busy={preparing} onClick={props.onProtect}>
          {t("protect")}
        </Button>
        <Button kind="danger" disabled={none || !online} busy={preparing} onClick={props.onDelete}>
          {t("delete_selected")}
        </Button>
      </div>
    </div>
  )
}
