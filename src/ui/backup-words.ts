/** What a backup holds, and how far a tag can be put back from it. */
import type { Backup } from "../backup/backup"
import type { TagOutline } from "../store/backup-reading"
import { t, tn } from "./i18n"

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
export function restorableWords(outline: TagOutline | undefined): string {
  if (!outline) return t("restorable_none")
  const { records, recordsComplete } = outline
  if (records === null) return t("restorable_name")
  return tn(recordsComplete ? "restorable_records" : "restorable_part", records)
}
