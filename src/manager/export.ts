/** The table's view as a file. */
import type { OrgRef } from "../deletion/job"
import type { ListedTag, ModuleTags } from "../messaging/views"
import { csv } from "../ui/csv"

const HEAD = [
  "Module",
  "Tag",
  "Tag ID",
  "Colour",
  "Records",
  "Created by",
  "Created",
  "Modified",
  "Org",
  "Org ID",
]

/** The given tags, in the given order, as CSV. Times as Zoho gave them. */
export function tagsCsv(org: OrgRef, module: ModuleTags["module"], tags: readonly ListedTag[]): string {
  const rows = tags.map((tag) => [
    module.pluralLabel,
    tag.name,
    tag.id,
    tag.colorCode ?? "",
    tag.records == null ? "" : String(tag.records),
    tag.createdBy ?? "",
    tag.createdTime ?? "",
    tag.modifiedTime ?? "",
    org.name,
    org.id,
  ])
  return csv([HEAD, ...rows])
}

/** `tagsweep-tags-Deals-2026-11-24.csv`. @param now ms since the epoch */
export function tagsCsvName(module: ModuleTags["module"], now: number): string {
  return `tagsweep-tags-${module.apiName}-${new Date(now).toISOString().slice(0, 10)}.csv`
}
