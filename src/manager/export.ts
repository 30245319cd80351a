/** What is on the page as files. */
import { t, type MessageKey } from "../i18n/translate"
import type { OrgRef } from "../jobs/job"
import { csv } from "../reports/csv"
import type { Row } from "./rows"

const HEAD: readonly MessageKey[] = [
  ...(["module", "csv_tag", "csv_tag_id", "column_colour", "column_records", "column_used_in"] as const),
  ...(["column_created_by", "column_created", "column_modified", "protected_mark"] as const),
  ...(["org", "csv_org_id"] as const),
]

/** The given tags, in the given order, as CSV. Times as Zoho gave them. */
export function tagsCsv(org: OrgRef, rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.module.pluralLabel,
    row.name,
    row.id,
    row.colorCode ?? "",
    row.records == null ? "" : String(row.records),
    (row.usedIn ?? []).join("; "),
    row.createdBy ?? "",
    row.createdTime ?? "",
    row.modifiedTime ?? "",
    row.protectedBy === null ? "" : t("finding_yes"),
    org.name,
    org.id,
  ])
  return csv([HEAD.map((key) => t(key)), ...lines])
}

/** `tagsweep-tags-Deals-2026-11-24.csv`. @param what the file's content, in letters of a file name; @param now ms since the epoch */
export function fileName(what: string, now: number): string {
  return `tagsweep-${what}-${new Date(now).toISOString().slice(0, 10)}.csv`
}
