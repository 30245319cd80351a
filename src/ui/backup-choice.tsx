import type { JSX } from "preact"
import { useState } from "preact/hooks"
import type { DraftBackup } from "../messaging/views"
import { Checkbox } from "./checkbox"
import { t, tn } from "./i18n"

export interface BackupChoiceProps {
  readonly backup: DraftBackup
  /** Whether the backup is to hold the records. */
  readonly chosen: boolean
  readonly disabled: boolean
  readonly onChoose: (chosen: boolean) => void
  /** Has Zoho ask the user; true once it is allowed. Left out where only another screen can ask. */
  readonly onAllow?: (() => Promise<boolean>) | undefined
}

/** Whether the backup keeps the records, too; what it costs, and what it takes. */
export function BackupChoice(props: BackupChoiceProps): JSX.Element | null {
  const { backup, chosen, disabled, onChoose, onAllow } = props
  const [asking, setAsking] = useState(false)
  if (!backup.on) return null
  if (!backup.mayReadRecords && !onAllow) return <p class="soft">{t("backup_in_manager")}</p>
  const allow = async (ask: () => Promise<boolean>): Promise<void> => {
    setAsking(true)
    const allowed = await ask()
    setAsking(false)
    onChoose(allowed)
  }
  const toggle = (): void => {
    if (!chosen && !backup.mayReadRecords && onAllow) void allow(onAllow)
    else onChoose(!chosen)
  }
  const cost = tn(backup.exact ? "backup_cost" : "backup_cost_least", backup.credits)
  const hint = backup.mayReadRecords ? cost : `${cost} ${t("backup_asks")}`
  return (
    <div class="choice">
      <Checkbox
        checked={chosen}
        label={t("backup_choice")}
        disabled={disabled || asking}
        reason={undefined}
        onToggle={toggle}
      >
        <span>{t("backup_choice")}</span>
      </Checkbox>
      <p class="soft small">{asking ? t("backup_asking") : hint}</p>
    </div>
  )
}
