import type { JSX } from "preact"
import type { JobRecord, JobTag, TagState } from "../deletion/job"
import type { BackupSummary } from "../store/backup-reading"
import { backupHolds, restorableWords } from "../ui/backup-words"
import { t } from "../ui/i18n"
import { reasonText } from "../ui/reason"
import { ReportButtons } from "../ui/report-buttons"
import type { ReportKind } from "../ui/report-file"
import { TagName } from "../ui/tag-name"

/** What needs attention first. */
const ORDER = [
  ["refused", "outcome_refused"],
  ["still-there", "outcome_still_there"],
  ["unknown", "outcome_unknown"],
  ["not-sent", "outcome_not_sent"],
  ["pending", "outcome_pending"],
  ["already-gone", "outcome_already_gone"],
  ["deleted", "outcome_deleted"],
] as const satisfies readonly (readonly [TagState, string])[]

/** Tags with the same reason together, so that it is said once. */
function byReason(tags: readonly JobTag[]): [string, JobTag[]][] {
  const groups = new Map<string, JobTag[]>()
  for (const tag of tags) {
    const text = tag.reason ? reasonText(tag.reason) : ""
    groups.set(text, [...(groups.get(text) ?? []), tag])
  }
  return [...groups]
}

/** The job's backup; null: there is none. */
export type BackupKnown = BackupSummary | null

const GONE: ReadonlySet<TagState> = new Set(["deleted", "already-gone"])

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
        {label} <span class="soft">{t("number", tags.length)}</span>
      </h3>
      {byReason(tags).map(([reason, same]) => (
        <div key={reason}>
          {reason && <p class="soft small">{reason}</p>}
          <ul>
            {same.map((tag) => (
              <li key={tag.id}>
                <TagName name={tag.name} colorCode={tag.colorCode} />
                {backup !== undefined && (
                  <span class="soft small"> {restorableWords(backup?.outline.get(tag.id))}</span>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

const isGone = ({ state }: JobTag): boolean => GONE.has(state)

function backupLine({ job }: JobRecord, backup: BackupKnown): string {
  if (backup) return t("report_backup", backupHolds(backup.head))
  return t(job.backup === null ? "report_no_backup" : "report_backup_gone")
}

/** Every tag of the job with what became of it. */
export function JobDetails(props: {
  readonly record: JobRecord
  /** Undefined until read. */
  readonly backup: BackupKnown | undefined
  readonly onDownload: (record: JobRecord, kind: ReportKind) => void
}): JSX.Element {
  const { record, backup } = props
  const tags = record.chunks.flatMap((chunk) => chunk.tags)
  return (
    <>
      {record.job.reason && <p>{reasonText(record.job.reason)}</p>}
      {backup !== undefined && tags.some(isGone) && <p>{backupLine(record, backup)}</p>}
      <div class="groups" tabIndex={0} role="group" aria-label={t("details_tags")}>
        {ORDER.map(([state, label]) => {
          const of = tags.filter((tag) => tag.state === state)
          return (
            of.length > 0 && (
              <Group key={state} label={t(label)} tags={of} backup={GONE.has(state) ? backup : undefined} />
            )
          )
        })}
      </div>
      <div class="acts">
        <ReportButtons onDownload={(kind) => props.onDownload(record, kind)} />
      </div>
    </>
  )
}
