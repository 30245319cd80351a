import type { ComponentChildren, JSX } from "preact"
import { useRef } from "preact/hooks"
import { isFinished } from "../deletion/job"
import type { ListedTag, ModuleTags } from "../messaging/views"
import { Button } from "../ui/button"
import { t } from "../ui/i18n"
import { ProblemNotice } from "../ui/notice"
import type { Selection } from "../ui/selection"
import { FilterBar } from "./filter-bar"
import { JobBar } from "./job-bar"
import { PlanPanel } from "./plan-panel"
import { recordsKnown } from "./rows"
import type { Filters } from "./rows"
import { SelectionBar } from "./selection-bar"
import { TagTable } from "./tag-table"
import type { Deletion } from "./use-deletion"
import { useKeys } from "./use-keys"
import { useRows } from "./use-rows"

export interface ModuleScreenProps {
  readonly module: ModuleTags
  readonly filters: Filters
  readonly selection: Selection
  readonly deletion: Deletion
  readonly onFilters: (filters: Filters) => void
  readonly onReload: () => void
  readonly onSignIn: () => void
  readonly onExport: (tags: readonly ListedTag[]) => void
}

const NO_FILTERS: Filters = { text: "", quick: [] }

function Empty({ children, action }: { children: string; action: ComponentChildren }): JSX.Element {
  return (
    <div class="empty">
      <p>{children}</p>
      {action}
    </div>
  )
}

/** Above the tags: the module's job, and why the last try came to nothing. */
function Standing({ deletion, onSignIn }: Pick<ModuleScreenProps, "deletion" | "onSignIn">): JSX.Element {
  const { job, problem } = deletion
  return (
    <>
      {job && (
        <JobBar job={job} onCancel={deletion.cancelJob} onDismiss={deletion.dismissJob} onSignIn={onSignIn} />
      )}
      {problem && (
        <ProblemNotice problem={problem}>
          {problem.action === "sign-in" && <Button onClick={onSignIn}>{t("sign_in")}</Button>}
        </ProblemNotice>
      )}
    </>
  )
}

/** One module: its filters, its tags, what is chosen, and what becomes of it. */
export function ModuleScreen(props: ModuleScreenProps): JSX.Element {
  const { module, filters, selection, deletion, onFilters } = props
  const { tags } = module
  const { rows, sort, onSort, counts } = useRows(tags, filters)
  const search = useRef<HTMLInputElement>(null)
  const { job, plan } = deletion
  const locked = deletion.preparing || (job !== null && !isFinished(job.state))
  const order = rows.map((tag) => tag.id)
  const picked = tags.filter((tag) => selection.has(tag.id))
  const shown = new Set(order)
  useKeys({
    "/": () => search.current?.focus(),
    a: () => !locked && selection.selectAll(order),
    Escape: () => (plan ? deletion.closePlan() : locked || selection.clear()),
  })
  const toggle = (tag: ListedTag, range: boolean): void =>
    range ? selection.range(tag.id, order) : selection.toggle(tag.id)
  const reload = (
    <Button icon="reload" onClick={props.onReload}>
      {t("reload_list")}
    </Button>
  )
  return (
    <div class="pair">
      <div class="content">
        <Standing deletion={deletion} onSignIn={props.onSignIn} />
        <div class="line">
          <h2 class="clip">{module.module.pluralLabel}</h2>
          <span class="fill" />
          {reload}
          <Button icon="file" disabled={rows.length === 0} onClick={() => props.onExport(rows)}>
            {t("export_csv")}
          </Button>
        </div>
        {tags.length > 0 && (
          <>
            <FilterBar filters={filters} counts={counts} searchRef={search} onFilters={onFilters} />
            <SelectionBar
              total={tags.length}
              matching={order}
              selection={selection}
              hidden={picked.filter((tag) => !shown.has(tag.id)).length}
              locked={locked}
              onPreview={() => deletion.draft(picked, "preview")}
              onDelete={() => deletion.draft(picked, "confirm")}
            />
          </>
        )}
        {rows.length > 0 ? (
          <TagTable
            tags={rows}
            picked={selection.ids}
            sort={sort}
            counted={recordsKnown(tags)}
            locked={locked}
            onSort={onSort}
            onToggle={toggle}
          />
        ) : tags.length === 0 ? (
          <Empty action={reload}>{t("module_empty")}</Empty>
        ) : (
          <Empty action={<Button onClick={() => onFilters(NO_FILTERS)}>{t("clear_filters")}</Button>}>
            {t("no_match")}
          </Empty>
        )}
      </div>
      {plan && <PlanPanel draft={plan} onClose={deletion.closePlan} />}
    </div>
  )
}
