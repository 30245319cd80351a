import type { JSX } from "preact"
import type { DeletionDraft } from "../messaging/views"
import { Alert } from "../ui/alert"
import { Button } from "../ui/button"
import { Consequence, Dropped } from "../ui/draft-parts"
import { list } from "../ui/format"
import { t, tn } from "../ui/i18n"
import { draftTitle } from "./draft-title"
import { PlanNames } from "./plan-names"
import { expectedTime, leastCredits, recordsTold, refusals } from "./plan"
import type { WholeDraft } from "./whole-draft"

export interface PlanPanelProps {
  readonly draft: WholeDraft
  /** Milliseconds a call takes in this org; null where none has run yet. */
  readonly pace: number | null
  /** Calls in flight at a time. */
  readonly widest: number
  readonly onExport: () => void
  readonly onClose: () => void
}

function Module({ part }: { part: DeletionDraft }): JSX.Element {
  const { most, unknown } = recordsTold(part.tags)
  const refused = refusals(part.tags)
  return (
    <section class="part">
      <h3>
        <bdi>{part.module.pluralLabel}</bdi> <span class="soft">{tn("tags_count", part.tags.length)}</span>
      </h3>
      <ul class="plan soft">
        <li>{tn("plan_calls", part.calls)}</li>
        <li>{unknown > 0 ? tn("plan_records_unknown", unknown) : tn("plan_records", most)}</li>
        {refused.map((tag) => (
          <li key={tag.id} class="refused">
            {t("plan_will_refuse", tag.name, list(tag.usedIn))}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Minutes, since nobody can tell Zoho's pace to the second. */
function timeWords({ draft, pace, widest }: PlanPanelProps): string {
  if (pace === null) return t("plan_time_unknown")
  return tn("plan_time", Math.max(1, Math.ceil(expectedTime(draft, pace, widest) / 60_000)))
}

/** What deleting would do, at the side, without doing it. */
export function PlanPanel(props: PlanPanelProps): JSX.Element {
  const { draft, onClose } = props
  const credits = draft.parts.reduce((sum, part) => sum + leastCredits(part), 0)
  const unasked = draft.tags.filter((tag) => tag.usedIn === undefined).length
  return (
    <aside class="side" aria-label={t("plan")}>
      <div class="line">
        <h2>{draftTitle(draft, "plan")}</h2>
        <Button kind="quiet" icon="cross" label={t("close_plan")} onClick={onClose} />
      </div>
      <p class="soft">{t("plan_means")}</p>
      <Dropped dropped={draft.dropped} />
      {draft.unread.map(({ module, problem }) => (
        <Alert key={module}>{t("plan_unread", module, problem.happened)}</Alert>
      ))}
      <Consequence draft={draft} records={draft.backup.mayReadRecords && draft.backup.suggestRecords} />
      <ul class="plan soft">
        <li>{tn("plan_credits", credits)}</li>
        <li>{timeWords(props)}</li>
        <li>{unasked > 0 ? tn("plan_use_unknown", unasked) : t("plan_use_known")}</li>
        <li>{t("plan_refused")}</li>
        <li>{t("plan_verified")}</li>
      </ul>
      {draft.parts.map((part) => (
        <Module key={part.draftId} part={part} />
      ))}
      <Button icon="file" onClick={props.onExport}>
        {t("export_plan")}
      </Button>
      <PlanNames tags={draft.tags} />
    </aside>
  )
}
