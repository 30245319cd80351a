/** Example backups. */
import type { Backup } from "../../src/backup/backup"
import { tagsOf } from "../../src/jobs/items"
import type { JobRecord } from "../../src/jobs/record"
import type { BackupSummary } from "../../src/storage/read-backups"
import * as f from "./fixtures"

export const HOUR = 3_600_000

export const backup = (id: string, hours: number, more: Partial<Backup> = {}): Backup => ({
  ...{ id, schema: 1, createdAt: f.NOW - hours * HOUR, origin: "deletion", org: f.acme, module: f.deals },
  ...{ accountId: "eu-production-700000001", tagCount: 37, holds: "tags", recordCount: null },
  ...{
    partialTags: 0,
    collected: 0,
    begun: [],
    by: "query",
    converted: null,
    bytes: 12_400,
    complete: true,
    ...more,
  },
})

/** A backup of a job's tags: a third with all records, a third with some, a third with unread records. */
export function backupOf({ steps }: JobRecord): BackupSummary {
  const outline = steps
    .flatMap(tagsOf)
    .map(({ id }, at) => ({ id, records: at % 3 === 2 ? null : at * 7, recordsComplete: at % 3 === 0 }))
  const head = backup("3", 2, { holds: "records", recordCount: 1_234, partialTags: 12 })
  return { head, outline: new Map(outline.map((tag) => [tag.id, tag])) }
}
