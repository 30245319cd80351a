/** What stands before a job's first call that deletes: the grace, and the backup. */
import type { JobBackup } from "../jobs/job"
import { t } from "./i18n"

/**
 * The words for it; null once nothing does.
 * @param secondsLeft of the grace
 * @param backup null when there is none to wait for
 */
export function stageWords(
  secondsLeft: number,
  backup: Pick<JobBackup, "records" | "skipped" | "collected"> | null,
  tagCount: number,
): string | null {
  if (secondsLeft > 0) return t("starts_in", secondsLeft)
  if (backup === null) return null
  return backup.records && !backup.skipped
    ? t("backing_up_records", backup.collected, tagCount)
    : t("backing_up")
}
