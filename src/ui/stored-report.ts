import type { Store } from "../store/store"
import { downloadReport } from "./report"
import type { ReportKind } from "./report-file"

/** Hands one report of all these jobs to the browser's downloads, as they are stored now. */
export async function downloadStored(
  { jobs, backups }: Pick<Store, "jobs" | "backups">,
  jobIds: readonly string[],
  kind: ReportKind,
): Promise<void> {
  const records = await Promise.all(jobIds.map((id) => jobs.load(id)))
  const known = await Promise.all(
    jobIds.map(async (id) => [id, (await backups.summary(id)) ?? null] as const),
  )
  downloadReport(
    records.filter((record) => record !== undefined),
    kind,
    new Map(known),
  )
}
