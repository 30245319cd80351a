/** Every tag of a job with its result. */
import type { JSX } from "preact"
import { reasonText } from "../i18n/fault-text"
import { number } from "../i18n/format"
import { backupContains, colorNote, outcomeWord, restorableText } from "../i18n/job-text"
import { t, tn } from "../i18n/translate"
import { isGood, tagsOf, totalOf } from "../jobs/items"
import type { ItemState, JobKind, JobTag } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import { byReason, restoredTags, type RestoredTag } from "../jobs/restored-tags"
import type { ReportKind } from "../reports/job-report"
import type { BackupSummary } from "../storage/read-backups"
import { ReportButtons } from "../ui/controls"
import { TagName } from "../ui/labels"

/** What needs attention comes first. */
const ORDER = [
  "refused",
  "not-done",
  "unknown",
  "not-sent",
  "pending",
  "already",
  "done",
] as const satisfies ItemState[]

/** The job's backup; null: there is none. */
export type BackupKnown = BackupSummary | null

/** Tags grouped by result and reason. */
function Groups(props: {
  readonly tags: readonly JobTag[]
  readonly kind: JobKind
  /** Further notes on a tag. */
  readonly notes: (tag: JobTag) => readonly string[]
}): JSX.Element {
  const { tags, kind, notes } = props
  const groups = ORDER.map((state) => tags.filter((tag) => tag.state === state))
  return (
    <div class="groups" tabIndex={0} role="group" aria-label={t("details_tags")}>
      {groups.map(
        (group) =>
          group[0] && (
            <section class="group" key={group[0].state}>
              <h3>
                {outcomeWord(group[0].state, kind)} <span class="soft">{number(group.length)}</span>
              </h3>
              {byReason(group, reasonText).map(([reason, same]) => (
                <div key={reason}>
                  {reason && <p class="soft small">{reason}</p>}
                  <ul>
                    {same.map((tag) => (
                      <li key={tag.id}>
                        <TagName name={tag.name} colorCode={tag.colorCode} />
                        {notes(tag).map((note) => (
                          <p class="soft small" key={note}>
                            {note}
                          </p>
                        ))}
                      </li>
                    ))}
                  </ul>
                </div>
              ))}
            </section>
          ),
      )}
    </div>
  )
}

/** Of a restored tag: its new id, and the result for its records. */
function restoredNotes({ tag, records, left, confirmedBy }: RestoredTag): string[] {
  const all = totalOf(records)
  const notes = [
    colorNote(tag),
    tag.newId !== null && tag.newId !== tag.id && t("tag_new_id", tag.newId),
    all > 0 && t("records_back", records.done, all),
    ...byReason(left, reasonText).map(([reason, same]) => {
      const words = reason || outcomeWord(same[0]?.state ?? "refused", "restore")
      return `${tn("records", same.length)}: ${words}`
    }),
    confirmedBy !== null && t(confirmedBy === "records" ? "records_by_reading" : "records_by_answers"),
  ]
  return notes.filter((note) => typeof note === "string")
}

function backupLine({ job }: JobRecord, backup: BackupKnown): string {
  if (backup) return t("report_backup", backupContains(backup.head))
  return t(job.backup === null ? "report_no_backup" : "report_backup_gone")
}

/** The tags that a job deletes: for a self-test, those it created. */
function goingTags({ job, steps }: JobRecord): JobTag[] {
  return steps
    .filter(({ call }) => call !== "create-tags" || job.kind !== "check")
    .flatMap((step) => tagsOf(step))
}

function Tags({ record, backup }: { record: JobRecord; backup: BackupKnown | undefined }): JSX.Element {
  const { kind } = record.job
  if (kind === "restore") {
    const restored = new Map(restoredTags(record).map((each) => [each.tag.id, each]))
    const tags = [...restored.values()].map(({ tag }) =>
      tag.colorRefused ? { ...tag, colorCode: null } : tag,
    )
    const notes = ({ id }: JobTag): string[] => {
      const each = restored.get(id)
      return each ? restoredNotes(each) : []
    }
    return (
      <>
        {record.job.tags.done > 0 && <p class="soft small">{t("restore_new_ids")}</p>}
        <Groups {...{ tags, kind, notes }} />
      </>
    )
  }
  const tags = goingTags(record)
  const known = kind === "check" ? undefined : backup
  const notes = (tag: JobTag): string[] =>
    known !== undefined && isGood(tag) ? [restorableText(known?.outline.get(tag.id))] : []
  return (
    <>
      {known !== undefined && tags.some(isGood) && <p>{backupLine(record, known)}</p>}
      <Groups {...{ tags, kind, notes }} />
    </>
  )
}

export function JobDetails(props: {
  readonly record: JobRecord
  /** Undefined until read. */
  readonly backup: BackupKnown | undefined
  readonly onDownload: (record: JobRecord, kind: ReportKind) => void
}): JSX.Element {
  const { record, backup } = props
  return (
    <>
      {record.job.reason && <p>{reasonText(record.job.reason)}</p>}
      <Tags record={record} backup={backup} />
      <div class="acts">
        <ReportButtons onDownload={(kind) => props.onDownload(record, kind)} />
      </div>
    </>
  )
}
