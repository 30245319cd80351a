/** What a backup holds, and how far a tag can be put back from it. */
import type { TagOutline } from "../store/backup-reading"
import { t, tn } from "./i18n"

interface Held {
  readonly holds: "tags" | "records"
  readonly recordCount: number | null
  readonly partialTags: number
}

/** No more than it holds: `Names, colours and the 1,234 records.`; and of how many tags not all records. */
export function backupHolds({ holds, recordCount, partialTags }: Held): string {
  if (holds === "tags") return t("backup_holds_tags")
  const all = tn("backup_holds_records", recordCount ?? 0)
  return partialTags === 0 ? all : `${all} ${tn("backup_partial", partialTags)}`
}

/** @param outline what the backup holds of the tag; undefined where there is no backup of it */
export function restorableWords(outline: TagOutline | undefined): string {
  if (!outline) return t("restorable_none")
  const { records, recordsComplete } = outline
  if (records === null) return t("restorable_name")
  return tn(recordsComplete ? "restorable_records" : "restorable_part", records)
}
