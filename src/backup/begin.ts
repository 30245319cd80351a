import type { Job } from "../jobs/job"
import { hasConverted } from "../zoho/api/records"
import type { Backup } from "./backup"

/** A backup of which nothing is written yet, for the deletion that it is made for. */
export function newBackup(
  job: Pick<Job, "id" | "createdAt" | "org" | "accountId" | "module">,
  tagCount: number,
  records: boolean,
): Backup {
  const { id, createdAt, org, accountId, module } = job
  return {
    ...{ id, schema: 1, createdAt, origin: "deletion", org, accountId, module, tagCount },
    ...{ holds: records ? "records" : "tags", recordCount: null, partialTags: 0, gathered: 0 },
    ...{ by: "query", bytes: 0, complete: false },
    converted: records && hasConverted(module.apiName) ? "query" : null,
  }
}
