/** Reports on finished jobs of every kind: CSV for spreadsheets, and JSON with everything an audit may need. */
import { reasonText } from "../i18n/fault-text"
import { colorNote, restorableText } from "../i18n/job-text"
import { t, type MessageKey } from "../i18n/translate"
import { isGood, restoredTags, tagsOf } from "../jobs/items"
import type { ItemState, Job, JobKind, JobTag, Reason } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import type { CreatedTag, RecordItem, Step } from "../jobs/steps"
import type { BackupSummary } from "../storage/read-backups"
import type { Store } from "../storage/store"
import { csv, download } from "./csv"

/** "csv": for spreadsheets; "json": everything known, for programs. */
export type ReportKind = "csv" | "json"

/** Backups by job id. Null: the job has none; no entry: not read. */
export type BackupsOfJobs = ReadonlyMap<string, BackupSummary | null>

const DELETION_OUTCOMES: Readonly<Partial<Record<ItemState, string>>> = {
  done: "deleted",
  already: "already-gone",
  "not-done": "still-there",
}

/** Names of outcomes in reports; the state's name if not listed. */
const OUTCOMES: Readonly<Record<JobKind, Readonly<Partial<Record<ItemState, string>>>>> = {
  deletion: DELETION_OUTCOMES,
  check: DELETION_OUTCOMES,
  merge: { ...DELETION_OUTCOMES, done: "merged" },
  restore: { done: "created", already: "already-there" },
}

const outcomeOf = (kind: JobKind, state: ItemState): string => OUTCOMES[kind][state] ?? state

/** One row: a tag, or a record that did not get its tag. */
interface Row {
  readonly tag: JobTag
  readonly step?: Step
  readonly record?: RecordItem
  readonly restored?: ReturnType<typeof restoredTags>[number]
}

function rowsOf(record: JobRecord): Row[] {
  if (record.job.kind !== "restore")
    return record.steps.flatMap((step) => tagsOf(step).map((tag) => ({ tag, step })))
  return restoredTags(record).flatMap((restored): Row[] => {
    const { tag, left } = restored
    return [{ tag, restored }, ...left.map((item) => ({ tag, record: item }))]
  })
}

type Column = readonly [
  heading: MessageKey,
  cell: (job: Job, row: Row, backups: BackupsOfJobs) => string | null | undefined,
]

const itemOf = ({ record, tag }: Row): { readonly state: ItemState; readonly reason: Reason | null } =>
  record ?? tag

function reasonCell(row: Row): string | null {
  const { reason } = itemOf(row)
  if (reason) return reasonText(reason)
  return row.restored ? colorNote(row.restored.tag) : null
}

const COLUMNS: readonly Column[] = [
  ["module", ({ module }) => module.pluralLabel],
  ["csv_tag", (_job, { tag }) => tag.name],
  ["csv_tag_id", (_job, { tag }) => tag.id],
  ["csv_outcome", ({ kind }, row) => (row.record ? row.record.state : outcomeOf(kind, row.tag.state))],
  ["csv_reason", (_job, row) => reasonCell(row)],
  ["csv_zoho_code", (_job, row) => itemOf(row).reason?.zohoCode],
  ["csv_zoho_message", (_job, row) => itemOf(row).reason?.zohoMessage],
  ["column_records", (_job, { tag, restored }) => (restored ? null : tag.records?.toString())],
  ["org", ({ org }) => org.name],
  ["org_id", ({ org }) => org.id],
  ["data_center", ({ org }) => org.location],
  ["environment", ({ org }) => org.environment],
  ["csv_confirmed_at", ({ createdAt }) => isoTime(createdAt)],
  ["csv_finished_at", ({ finishedAt }) => isoTime(finishedAt)],
  ["csv_confirmed_by", ({ confirmedBy }) => confirmedBy],
  ["csv_zoho_job_id", (_job, { step }) => (step?.call === "mass-delete" ? step.zohoJobId : null)],
  ["csv_job", ({ id }) => id],
  ["csv_confirmed_together", ({ group }) => group?.id],
  ["csv_restorable", (job, { tag }, backups) => restorable(job, tag, backups)],
  ["csv_kind", ({ kind }) => kind],
  ["csv_new_tag_id", (_job, { restored }) => restored?.tag.newId],
  ["csv_record_id", (_job, { record }) => record?.id],
  ["csv_records_tagged", (_job, { restored }) => restored && String(restored.records.done)],
  ["csv_records_confirmed_by", (_job, { restored }) => restored?.confirmedBy],
  ["csv_merged_into", ({ keep }) => keep && `${keep.name} (${keep.id})`],
]

/** Whether the backup can restore a tag, as text. Null if it does not apply, or if the backup was not read. */
function restorable({ id, kind }: Job, tag: JobTag, backups: BackupsOfJobs): string | null {
  const backup = backups.get(id)
  const applies = isGood(tag) && backup !== undefined && (kind === "deletion" || kind === "merge")
  return applies ? restorableText(backup?.outline.get(tag.id)) : null
}

/** One row per tag of the jobs, and one per record that did not get its tag. */
export function reportCsv(records: readonly JobRecord[], backups: BackupsOfJobs = new Map()): string {
  const rows = records.flatMap((record) =>
    rowsOf(record).map((row) => COLUMNS.map(([, cell]) => cell(record.job, row, backups) ?? "")),
  )
  return csv([COLUMNS.map(([heading]) => t(heading)), ...rows])
}

/** A reason with Zoho's code and message, and our text. */
function reasonFields(reason: Reason | null): object | null {
  return reason && { ...reason, text: reasonText(reason) }
}

function tagAsJson(job: Job, tag: JobTag, backups: BackupsOfJobs): object {
  const { id, name, colorCode, records, state, reason } = tag
  return {
    ...{ id, name, colorCode, records, outcome: outcomeOf(job.kind, state), reason: reasonFields(reason) },
    restorable: restorable(job, tag, backups),
  }
}

function createdAsJson(job: Job, { newId, colorRefused, answer, ...tag }: CreatedTag): object {
  return { ...tagAsJson(job, tag, new Map()), newId, colorRefused, answer }
}

function restoredAsJson(record: JobRecord): object[] {
  return restoredTags(record).map(({ tag, records, left, confirmedBy }) => ({
    ...createdAsJson(record.job, tag),
    ...{ recordCounts: records, recordsConfirmedBy: confirmedBy },
    recordsLeft: left.map(({ id, state, reason }) => ({ id, outcome: state, reason: reasonFields(reason) })),
  }))
}

function callAsJson(job: Job, step: Step, backups: BackupsOfJobs): object {
  const zoho =
    step.call === "mass-delete"
      ? { zohoJobId: step.zohoJobId, zohoVerdict: step.verdict, zohoCounts: step.zohoCounts }
      : {}
  const tags =
    step.call === "create-tags"
      ? step.tags.map((tag) => createdAsJson(job, tag))
      : tagsOf(step).map((tag) => tagAsJson(job, tag, backups))
  return { call: step.call, ...zoho, tags }
}

function jobAsJson(record: JobRecord, backups: BackupsOfJobs): object {
  const { job, steps } = record
  return {
    ...{ job: job.id, kind: job.kind, confirmedTogether: job.group, module: job.module, org: job.org },
    ...{ zohoUser: job.confirmedBy, confirmedAt: isoTime(job.createdAt) },
    ...{ finishedAt: isoTime(job.finishedAt) || null, state: job.state, reason: reasonFields(job.reason) },
    ...{ backup: job.backupId, mergedInto: job.keep, counts: job.tags, recordCounts: job.records },
    ...(job.kind === "restore"
      ? { recordsConfirmedBy: job.confirmBy, tags: restoredAsJson(record) }
      : { calls: steps.map((step) => callAsJson(job, step, backups)) }),
  }
}

/** Everything known about the jobs, for programs. Times are ISO 8601 in UTC. */
export function reportJson(records: readonly JobRecord[], backups: BackupsOfJobs = new Map()): string {
  const jobs = records.map((record) => jobAsJson(record, backups))
  return `${JSON.stringify({ format: "tagsweep-report", version: 1, jobs }, null, 2)}\n`
}

/** ISO 8601 in UTC; empty for null. @param at milliseconds since the epoch */
function isoTime(at: number | null): string {
  return at === null ? "" : new Date(at).toISOString()
}

/** File name without extension: `tagsweep-Deals-2026-11-24`. API names are always valid in file names. */
export function reportName(records: readonly JobRecord[]): string {
  const [first] = records
  const kind = first && first.job.kind !== "deletion" ? `${first.job.kind}-` : ""
  const what = records.length > 1 ? `${records.length}-modules` : (first?.job.module.apiName ?? "none")
  return `tagsweep-${kind}${what}-${isoTime(first?.job.createdAt ?? 0).slice(0, 10)}`
}

/** Downloads a report on these jobs, as currently stored. */
export async function downloadStored(
  store: Pick<Store, "jobs" | "backups">,
  jobIds: readonly string[],
  kind: ReportKind,
): Promise<void> {
  const stored = await Promise.all(jobIds.map((id) => store.jobs.load(id)))
  const records = stored.filter((record) => record !== undefined)
  const summaries = jobIds.map(async (id) => [id, (await store.backups.summary(id)) ?? null] as const)
  const backups = new Map(await Promise.all(summaries))
  const name = reportName(records)
  if (kind === "csv") download(`${name}.csv`, "text/csv", reportCsv(records, backups))
  else download(`${name}.json`, "application/json", reportJson(records, backups))
}
