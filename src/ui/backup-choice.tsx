import type { JSX } from "preact"
import { recordCredits } from "../backup/credits"
import type { DraftBackup } from "../store/drafts"
import { Checkbox } from "./checkbox"
import { t, tn } from "./i18n"
import type { Answer } from "./use-answer"
import type { Counts } from "./use-counts"

/** What fewer calls cost is not worth a sentence. */
const MOST_UNTOLD = 50

interface BackupChoiceProps {
  readonly backup: DraftBackup
  readonly parts: Counts["parts"]
  readonly answer: Answer
  /** Whether the backup is to hold the records. */
  readonly chosen: boolean
  readonly onChoose: (chosen: boolean) => void
}

/** Whether the backup is to hold which records carry the tags before the person has said so. */
export function suggestsRecords(backup: DraftBackup, { features }: Pick<Answer, "features">): boolean {
  return backup.on && backup.records && backup.suggestRecords && features.includes("records")
}

/** Whether the backup keeps the records, too; what it costs, and what it takes. */
export function BackupChoice({ backup, parts, answer, ...props }: BackupChoiceProps): JSX.Element | null {
  if (!backup.on || !backup.records) return null
  const { chosen, onChoose } = props
  const isGranted = answer.features.includes("records")
  const toggle = (): void => {
    if (chosen || isGranted) onChoose(!chosen)
    else void answer.grant(["records"]).then(onChoose)
  }
  const costs = parts.map(({ tags, module }) => recordCredits(tags, module.apiName))
  const credits = costs.reduce((sum, each) => sum + each.credits, 0)
  const words = costs.every(({ exact }) => exact) ? "backup_cost" : "backup_cost_least"
  const cost = credits > MOST_UNTOLD ? tn(words, credits) : ""
  const asks = isGranted ? "" : t(answer.isAsking ? "backup_asking" : "backup_asks")
  const hint = [cost, asks].filter(Boolean).join(" ")
  return (
    <div class="choice">
      <Checkbox
        checked={chosen}
        label={t("backup_choice")}
        disabled={answer.busy || answer.isAsking}
        onToggle={toggle}
      >
        <span>{t("backup_choice")}</span>
      </Checkbox>
      {hint !== "" && <p class="soft small">{hint}</p>}
    </div>
  )
}
