import type { JSX } from "preact"
import { Button } from "../ui/button"
import { Checkbox } from "../ui/checkbox"
import { t, tn } from "../ui/i18n"
import type { Selection } from "../ui/selection"

export interface SelectionBarProps {
  /** Tags of the module. */
  readonly total: number
  /** Ids of the tags that the filters let through. */
  readonly matching: readonly string[]
  readonly selection: Selection
  /** Picked ones that the filters hide. */
  readonly hidden: number
  readonly locked: boolean
  readonly onPreview: () => void
  readonly onDelete: () => void
}

/** What is chosen, hidden ones included, and what can be done with it. */
export function SelectionBar(props: SelectionBarProps): JSX.Element {
  const { total, matching, selection, hidden, locked } = props
  const count = selection.ids.size
  const words = t("selected", count, total)
  const inView = count - hidden
  const all = matching.length > 0 && inView === matching.length
  const label = matching.length === total ? t("select_all") : tn("select_matching", matching.length)
  return (
    <div class="line chosen" data-home tabIndex={-1}>
      <Checkbox
        label={label}
        checked={all}
        mixed={inView > 0 && !all}
        disabled={locked || matching.length === 0}
        onToggle={() => (all ? selection.clear(matching) : selection.selectAll(matching))}
      >
        {label}
      </Checkbox>
      <span class="strong" role="status" aria-label={words}>
        {words}
      </span>
      {hidden > 0 && <span class="soft">{tn("hidden_by_filter", hidden)}</span>}
      <span class="fill" />
      <Button disabled={count === 0 || locked} onClick={props.onPreview}>
        {t("preview_plan")}
      </Button>
      <Button kind="danger" disabled={count === 0 || locked} onClick={props.onDelete}>
        {t("delete_selected")}
      </Button>
    </div>
  )
}
