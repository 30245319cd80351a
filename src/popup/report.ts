/** A job as a CSV file for a spreadsheet. */
import type { JobRecord, JobTag } from "../deletion/job"
import { csv, downloadCsv } from "../ui/csv"
import { reasonText } from "../ui/reason"

const HEAD = [
  "Module",
  "Tag",
  "Tag ID",
  "Outcome",
  "Reason",
  "Zoho code",
  "Zoho message",
  "Records",
  "Org",
  "Org ID",
  "Data centre",
  "Environment",
  "Confirmed at",
  "Confirmed by",
  "Zoho job ID",
]

function row({ job }: JobRecord, zohoJobId: string | null, tag: JobTag): string[] {
  return [
    job.module.pluralLabel,
    tag.name,
    tag.id,
    tag.state,
    tag.reason ? reasonText(tag.reason) : "",
    tag.reason?.zohoCode ?? "",
    tag.reason?.zohoMessage ?? "",
    tag.records === null ? "" : String(tag.records),
    job.org.name,
    job.org.id,
    job.org.location,
    job.org.environment,
    new Date(job.createdAt).toISOString(),
    job.confirmedBy ?? "",
    zohoJobId ?? "",
  ]
}

/** Every tag of the job, one a line. */
export function reportCsv(record: JobRecord): string {
  const rows = record.chunks.flatMap((chunk) => chunk.tags.map((tag) => row(record, chunk.zohoJobId, tag)))
  return csv([HEAD, ...rows])
}

/** `tagsweep-Deals-2026-11-24.csv`; the module's API name holds nothing that a file name must not. */
export function reportName({ job }: JobRecord): string {
  return `tagsweep-${job.module.apiName}-${new Date(job.createdAt).toISOString().slice(0, 10)}.csv`
}

/** Hands the report to the browser's downloads. */
export function downloadReport(record: JobRecord): void {
  downloadCsv(reportName(record), reportCsv(record))
}
