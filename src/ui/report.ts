/** Jobs as files: a table for a spreadsheet, and all that an audit may ask. */
import type { JobRecord, JobTag } from "../deletion/job"
import type { BackupSummary } from "../store/backup-reading"
import { AUDIT_HEAD, auditCells, auditFields, isoTime, reasonFields } from "./audit-columns"
import { restorableWords } from "./backup-words"
import { csv } from "./csv"
import { reasonText } from "./reason"
import { downloadAs, jsonFile } from "./report-file"
import type { ReportKind } from "./report-file"

const HEAD = [
  "Module",
  "Tag",
  "Tag ID",
  "Outcome",
  "Reason",
  "Zoho code",
  "Zoho message",
  "Records",
  ...AUDIT_HEAD,
  "Zoho job ID",
  "Job",
  "Confirmed together",
  "Restorable",
]

/** Backups by job id; null: there is none; none in the map: nobody has looked. */
export type BackupsOfJobs = ReadonlyMap<string, BackupSummary | null>

function row({ job }: JobRecord, zohoJobId: string | null, tag: JobTag, backups: BackupsOfJobs): string[] {
  return [
    job.module.pluralLabel,
    tag.name,
    tag.id,
    tag.state,
    tag.reason ? reasonText(tag.reason) : "",
    tag.reason?.zohoCode ?? "",
    tag.reason?.zohoMessage ?? "",
    tag.records === null ? "" : String(tag.records),
    ...auditCells(job),
    zohoJobId ?? "",
    job.id,
    job.group?.id ?? "",
    restorable(job.id, tag, backups) ?? "",
  ]
}

/** Null where that is no question, or nobody has looked. */
function restorable(jobId: string, tag: JobTag, backups: BackupsOfJobs): string | null {
  const backup = backups.get(jobId)
  const isGone = tag.state === "deleted" || tag.state === "already-gone"
  return isGone && backup !== undefined ? restorableWords(backup?.outline.get(tag.id)) : null
}

/** Every tag of the jobs, one a line. */
export function reportCsv(records: readonly JobRecord[], backups: BackupsOfJobs = new Map()): string {
  const rows = records.flatMap((record) =>
    record.chunks.flatMap((chunk) => chunk.tags.map((tag) => row(record, chunk.zohoJobId, tag, backups))),
  )
  return csv([HEAD, ...rows])
}

function tagAsJson(jobId: string, tag: JobTag, backups: BackupsOfJobs): object {
  const { id, name, colorCode, records, state, reason } = tag
  return {
    id,
    name,
    colorCode,
    records,
    outcome: state,
    reason: reasonFields(reason),
    restorable: restorable(jobId, tag, backups),
  }
}

function jobAsJson({ job, chunks }: JobRecord, backups: BackupsOfJobs): object {
  return {
    job: job.id,
    confirmedTogether: job.group,
    module: job.module,
    ...auditFields(job),
    state: job.state,
    reason: reasonFields(job.reason),
    counts: job.counts,
    calls: chunks.map((chunk) => ({
      zohoJobId: chunk.zohoJobId,
      zohoVerdict: chunk.zohoVerdict,
      zohoCounts: chunk.zohoCounts,
      tags: chunk.tags.map((tag) => tagAsJson(job.id, tag, backups)),
    })),
  }
}

/** The same and all that is known of the jobs beside their tags, for programs. Times are ISO 8601 in UTC. */
export function reportJson(records: readonly JobRecord[], backups: BackupsOfJobs = new Map()): string {
  return jsonFile({ jobs: records.map((record) => jobAsJson(record, backups)) })
}

/** `tagsweep-Deals-2026-11-24`. */
export function reportName(records: readonly JobRecord[]): string {
  const [first] = records
  const what = records.length > 1 ? `${records.length}-modules` : (first?.job.module.apiName ?? "none")
  return `tagsweep-${what}-${isoTime(first?.job.createdAt ?? 0).slice(0, 10)}`
}

/** Hands the report to the browser's downloads. */
export function downloadReport(
  records: readonly JobRecord[],
  kind: ReportKind,
  backups?: BackupsOfJobs,
): void {
  downloadAs(kind, reportName(records), {
    csv: () => reportCsv(records, backups),
    json: () => reportJson(records, backups),
  })
}
