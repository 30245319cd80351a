import type { JSX } from "preact"
import type { DeletionDraft } from "../messaging/views"
import { Button } from "../ui/button"
import { Consequence, Dropped, Names, Plan } from "../ui/draft-parts"
import { t, tn } from "../ui/i18n"

/** What deleting would do, at the side, without doing it. */
export function PlanPanel({ draft, onClose }: { draft: DeletionDraft; onClose: () => void }): JSX.Element {
  return (
    <aside class="side" aria-label={t("plan")}>
      <div class="line">
        <h2>{tn("plan_title", draft.tags.length, draft.module.pluralLabel)}</h2>
        <Button kind="quiet" icon="cross" label={t("close_plan")} onClick={onClose} />
      </div>
      <p class="soft">{t("plan_means")}</p>
      <Dropped dropped={draft.dropped} />
      <Consequence draft={draft} />
      <Plan draft={draft} />
      <Names tags={draft.tags} />
    </aside>
  )
}
