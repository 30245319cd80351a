/** What stands before a job's first call that deletes: the grace, and the backup. */
import type { Backup } from "../backup/backup"
import type { JobBackup } from "../jobs/job"
import type { Draft } from "../storage/drafts"
import type { TagOutline } from "../storage/read-backups"
import { t, tn } from "./translate"

/**
 * The words for it; null once nothing does.
 * @param secondsLeft of the grace
 * @param backup null when there is none to wait for
 */
export function stageText(
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

/** What a backup holds, and how far a tag can be put back from it. */

interface Held {
  readonly holds: "tags" | "records"
  readonly recordCount: number | null
  readonly partialTags: number
  readonly converted: Backup["converted"]
}

/** No more than it holds: `Names, colours and the 1,234 records.`; and of how many tags not all records. */
export function backupHolds({ holds, recordCount, partialTags, converted }: Held): string {
  if (holds === "tags") return t("backup_holds_tags")
  return [
    tn("backup_holds_records", recordCount ?? 0),
    partialTags === 0 ? "" : tn("backup_partial", partialTags),
    converted === "unread" ? t("backup_no_converted") : "",
  ]
    .filter(Boolean)
    .join(" ")
}

/** @param outline what the backup holds of the tag; undefined where there is no backup of it */
export function restorableText(outline: TagOutline | undefined): string {
  if (!outline) return t("restorable_none")
  const { records, recordsComplete } = outline
  if (records === null) return t("restorable_name")
  return tn(recordsComplete ? "restorable_records" : "restorable_part", records)
}

/** What a draft asks, in one line: the title of its question, and how others name it. */

/** @param count how many tags; less than the draft's where some of a restore are left out */
export function questionTitle(draft: Draft, count = tagsOf(draft)): string {
  switch (draft.kind) {
    case "deletion": {
      const [first, ...others] = draft.parts
      return others.length === 0
        ? tn("confirm_title", count, first?.module.pluralLabel ?? "")
        : tn("confirm_title_many", count, draft.parts.length)
    }
    case "restore":
      return tn("restore_title", count, draft.module.pluralLabel)
    case "merge":
      return tn("merge_title", count, draft.keep.name)
  }
}

/** How many tags it is about. */
export function tagsOf(draft: Draft): number {
  const parts = draft.kind === "deletion" ? draft.parts : [draft]
  return parts.reduce((sum, { tags }) => sum + tags.length, 0)
}
