/** A restore or a merge as files: in a table, a line for each tag and for each record that was left. */
import type { Reason } from "../deletion/job"
import { restoredTags } from "../restore/outcome"
import type { RestoredTag } from "../restore/outcome"
import { totalOf } from "../task/items"
import type { ItemState, TagItem, TaskRecord } from "../task/task"
import { AUDIT_HEAD, auditCells, auditFields, isoTime, reasonFields } from "./audit-columns"
import { csv } from "./csv"
import { colorNote, reasonText } from "./reason"
import { downloadAs, jsonFile } from "./report-file"
import type { ReportKind } from "./report-file"

const HEAD = [
  "Task",
  "Module",
  "Tag",
  "Old tag ID",
  "Tag ID now",
  "Record ID",
  "Outcome",
  "Reason",
  "Zoho code",
  "Zoho message",
  "Records tagged",
  "Records wanted",
  "Records confirmed by",
  "Merged into",
  ...AUDIT_HEAD,
]

interface Row {
  readonly tag: TagItem
  readonly recordId?: string
  readonly state: ItemState
  readonly reason: Reason | null
  readonly records?: readonly [tagged: number, wanted: number]
  readonly confirmed?: string | null
}

const mergedTags = ({ steps }: TaskRecord): TagItem[] =>
  steps.flatMap((step) => (step.call === "merge-tags" ? step.tags : []))

function rowsOf(record: TaskRecord): Row[] {
  const restored = restoredTags(record).flatMap(({ tag, records, left, confirmed }): Row[] => [
    { tag, state: tag.state, reason: tag.reason, records: [records.done, totalOf(records)], confirmed },
    ...left.map(({ id, state, reason }) => ({ tag, recordId: id, state, reason })),
  ])
  return [...restored, ...mergedTags(record).map((tag) => ({ tag, state: tag.state, reason: tag.reason }))]
}

function cells({ job }: TaskRecord, { tag, recordId, state, reason, records, confirmed }: Row): string[] {
  return [
    job.kind,
    job.module.pluralLabel,
    tag.name,
    tag.oldId,
    tag.id ?? "",
    recordId ?? "",
    state,
    reason ? reasonText(reason) : recordId === undefined ? (colorNote(tag) ?? "") : "",
    reason?.zohoCode ?? "",
    reason?.zohoMessage ?? "",
    records ? String(records[0]) : "",
    records ? String(records[1]) : "",
    confirmed ?? "",
    job.keep ? `${job.keep.name} (${job.keep.id})` : "",
    ...auditCells(job),
  ]
}

export function taskReportCsv(record: TaskRecord): string {
  return csv([HEAD, ...rowsOf(record).map((row) => cells(record, row))])
}

const tagAsJson = (tag: TagItem): object => {
  const { oldId, id, name, colorCode, colorRefused, state, answer, reason } = tag
  return { oldId, id, name, colorCode, colorRefused, answer, outcome: state, reason: reasonFields(reason) }
}

function restoredAsJson({ tag, records, left, confirmed }: RestoredTag): object {
  const recordsLeft = left.map(({ id, state, reason }) => ({
    id,
    outcome: state,
    reason: reasonFields(reason),
  }))
  return { ...tagAsJson(tag), records, recordsConfirmedBy: confirmed, recordsLeft }
}

/** The same and all that is known of it beside its tags, for programs. */
export function taskReportJson(record: TaskRecord): string {
  const { id, kind, module, state, reason, keep, backupId, check, tags, records } = record.job
  const task = {
    ...{ task: id, kind, module, ...auditFields(record.job), state, reason: reasonFields(reason) },
    ...(kind === "merge" ? { mergedInto: keep } : { backup: backupId, check, recordCounts: records }),
    counts: tags,
    tags: kind === "merge" ? mergedTags(record).map(tagAsJson) : restoredTags(record).map(restoredAsJson),
  }
  return jsonFile({ tasks: [task] })
}

/** Hands the report to the browser's downloads. */
export function downloadTaskReport(record: TaskRecord, kind: ReportKind): void {
  const { job } = record
  const name = `tagsweep-${job.kind}-${job.module.apiName}-${isoTime(job.createdAt).slice(0, 10)}`
  downloadAs(kind, name, { csv: () => taskReportCsv(record), json: () => taskReportJson(record) })
}
