/** Every tag of a job with what became of it. */
import type { JSX } from "preact"
import { reasonText } from "../i18n/fault-text"
import { number } from "../i18n/format"
import { backupHolds, colorNote, outcomeWord, restorableText } from "../i18n/job-text"
import { t, tn } from "../i18n/translate"
import { isGood, tagsOf, totalOf } from "../jobs/items"
import type { ItemState, JobKind, JobTag } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import { byReason, restoredTags, type RestoredTag } from "../jobs/restored-tags"
import type { ReportKind } from "../reports/job-report"
import type { BackupSummary } from "../storage/read-backups"
import { ReportButtons } from "../ui/controls"
import { TagName } from "../ui/labels"

/** What needs attention first. */
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

function Group({
  label,
  tags,
  backup,
}: {
  label: string
  tags: readonly JobTag[]
  /** Where it is of use: the tags are gone. */
  backup: BackupKnown | undefined
}): JSX.Element {
  return (
    <section class="group">
      <h3>
        {label} <span class="soft">{number(tags.length)}</span>
      </h3>
      {byReason(tags, reasonText).map(([reason, same]) => (
        <div key={reason}>
          {reason && <p class="soft small">{reason}</p>}
          <ul>
            {same.map((tag) => (
              <li key={tag.id}>
                <TagName name={tag.name} colorCode={tag.colorCode} />
                {backup !== undefined && (
                  <span class="soft small"> {restorableText(backup?.outline.get(tag.id))}</span>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

/** Tags that go, by what became of them. */
function Groups({
  tags,
  kind,
  backup,
}: {
  tags: readonly JobTag[]
  kind: JobKind
  backup: BackupKnown | undefined
}): JSX.Element {
  return (
    <div class="groups" tabIndex={0} role="group" aria-label={t("details_tags")}>
      {ORDER.map((state) => {
        const of = tags.filter((tag) => tag.state === state)
        return (
          of.length > 0 && (
            <Group
              key={state}
              label={outcomeWord(state, kind)}
              tags={of}
              backup={isGood({ state }) ? backup : undefined}
            />
          )
        )
      })}
    </div>
  )
}

/** One tag of a restore: what became of it, its new id, and of its records. */
function Restored({ tag, records, left, confirmedBy }: RestoredTag): JSX.Element {
  const all = totalOf(records)
  const note = colorNote(tag)
  return (
    <li>
      <div class="line one">
        <TagName name={tag.name} colorCode={tag.colorRefused ? null : tag.colorCode} />
        <span class="fill" />
        <span class="soft">{outcomeWord(tag.state, "restore")}</span>
      </div>
      {tag.reason && <p class="soft small">{reasonText(tag.reason)}</p>}
      {note !== null && <p class="soft small">{note}</p>}
      {tag.newId !== null && tag.newId !== tag.id && <p class="soft small">{t("tag_new_id", tag.newId)}</p>}
      {all > 0 && <p class="small">{t("records_back", records.done, all)}</p>}
      {byReason(left, reasonText).map(([reason, same]) => (
        <p class="soft small" key={reason}>
          {tn("records", same.length)}: {reason || outcomeWord(same[0]?.state ?? "refused", "restore")}
        </p>
      ))}
      {confirmedBy !== null && (
        <p class="soft small">{t(confirmedBy === "records" ? "records_by_reading" : "records_by_answers")}</p>
      )}
    </li>
  )
}

function backupLine({ job }: JobRecord, backup: BackupKnown): string {
  if (backup) return t("report_backup", backupHolds(backup.head))
  return t(job.backup === null ? "report_no_backup" : "report_backup_gone")
}

/** The tags that a job takes away: of a check those that it has created. */
function goingTags({ job, steps }: JobRecord): JobTag[] {
  return steps
    .filter(({ call }) => call !== "create-tags" || job.kind !== "check")
    .flatMap((step) => tagsOf(step))
}

function Tags({ record, backup }: { record: JobRecord; backup: BackupKnown | undefined }): JSX.Element {
  const { kind } = record.job
  if (kind !== "restore") {
    const tags = goingTags(record)
    const isBackedUp = kind !== "check" && tags.some((tag) => isGood(tag))
    return (
      <>
        {backup !== undefined && isBackedUp && <p>{backupLine(record, backup)}</p>}
        <Groups tags={tags} kind={kind} backup={kind === "check" ? undefined : backup} />
      </>
    )
  }
  return (
    <>
      {record.job.tags.done > 0 && <p class="soft small">{t("restore_new_ids")}</p>}
      <ul class="groups outcomes" tabIndex={0} aria-label={t("details_tags")}>
        {restoredTags(record).map((each) => (
          <Restored key={each.tag.id} {...each} />
        ))}
      </ul>
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
