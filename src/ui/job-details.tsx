/** Every tag of a job with its result: on our pages with its backup, its report and what can be done, in the bar alone. */
import type { JSX } from "preact"
import { useState } from "preact/hooks"
import { reasonText } from "../i18n/fault-text"
import { number } from "../i18n/format"
import { backupContains, colorNote, contentWords, outcomeWord } from "../i18n/job-text"
import { t, tn } from "../i18n/translate"
import { byReason, isGood, type RestoredTag, restoredTags, tagsOf, totalOf } from "../jobs/items"
import type { ItemState, JobKind, JobTag } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import { downloadStored, type ReportKind } from "../reports/job-report"
import type { BackupSummary, TagOutline } from "../storage/read-backups"
import { ReportButtons } from "./controls"
import { TagName } from "./labels"
import type { RequestOf } from "../messages/contract"
import { send } from "../messages/send"
import type { Problem } from "../messages/views"
import { changesOf } from "../storage/change-events"
import type { Store } from "../storage/store"
import { useStored } from "./hooks"
import type { JobActs } from "./job-item"
import { noResponse, orNoResponse } from "./notices"

/** What needs attention comes first. */
const ORDER: readonly ItemState[] = [
  "refused",
  "not-done",
  "unknown",
  "not-sent",
  "pending",
  "already",
  "done",
]

/** The job whose details are shown. */
export interface OpenJob {
  /** Null: none. */
  readonly id: string | null
  /** Undefined until read. */
  readonly record: JobRecord | undefined
  /** Undefined until read; null: there is none. */
  readonly backup: BackupSummary | null | undefined
  readonly onOpen: (jobId: string | null) => void
}

/** Tags grouped by result and reason. */
export function Outcomes(props: {
  readonly tags: readonly JobTag[]
  readonly kind: JobKind
  /** Further notes on a tag. */
  readonly notes?: (tag: JobTag) => readonly string[]
  /** Of each result; no heading where the headings are the page's. */
  readonly heading?: "h3" | "p"
}): JSX.Element {
  const { tags, kind, notes = () => [], heading: Heading = "h3" } = props
  const groups = ORDER.map((state) => tags.filter((tag) => tag.state === state))
  return (
    <div class="groups" tabIndex={0} role="group" aria-label={t("details")}>
      {groups.map(
        (group) =>
          group[0] && (
            <section class="group" key={group[0].state}>
              <Heading class="strong">
                {outcomeWord(group[0].state, kind)} <span class="soft">{number(group.length)}</span>
              </Heading>
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
    // Of the others, a re-read has shown it.
    confirmedBy === "answers" && t("records_by_answers"),
  ]
  return notes.filter((note) => typeof note === "string")
}

/** The tags that a job deletes: for a self-test, those it created. */
function goingTags({ job, steps }: JobRecord): JobTag[] {
  return steps
    .filter(({ call }) => call !== "create-tags" || job.kind !== "check")
    .flatMap((step) => tagsOf(step))
}

function Tags({ record, backup }: { record: JobRecord } & Pick<OpenJob, "backup">): JSX.Element {
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
        <Outcomes {...{ tags, kind, notes }} />
      </>
    )
  }
  const tags = goingTags(record)
  const known = kind === "check" || !tags.some(isGood) ? undefined : backup
  const notes = (tag: JobTag): string[] => (known && isGood(tag) ? [inBackup(known.outline.get(tag.id))] : [])
  return (
    <>
      {known !== undefined && (
        <p>{known ? t("report_backup", backupContains(known.head)) : t("restorable_none")}</p>
      )}
      <Outcomes {...{ tags, kind, notes }} />
    </>
  )
}

/** How far a tag can be restored. */
const inBackup = (tag: TagOutline | undefined): string =>
  tag ? contentWords(tag.records, tag.recordsComplete) : t("restorable_none")

/** The open job. */
export function JobDetails(props: {
  readonly open: OpenJob
  readonly onDownload: (jobIds: readonly string[], kind: ReportKind) => void
}): JSX.Element {
  const { record, backup } = props.open
  if (!record) return <p class="soft">{t("loading")}</p>
  const { id, reason } = record.job
  return (
    <>
      {reason && <p>{reasonText(reason)}</p>}
      <Tags record={record} backup={backup} />
      <div class="acts">
        <ReportButtons onDownload={(kind) => props.onDownload([id], kind)} />
      </div>
    </>
  )
}

// What the popup, the manager and the backups page do about jobs, and the job whose details they show.

const onJobsAndBackups = changesOf("backups", "jobs")

/** @returns the job with its tags and its backup, both undefined until read */
export function useOpenJob({ jobs, backups }: Pick<Store, "jobs" | "backups">): OpenJob {
  const [id, onOpen] = useState<string | null>(null)
  const read = async (jobId: string): Promise<Pick<OpenJob, "record" | "backup">> => {
    const [record, backup] = await Promise.all([jobs.load(jobId), backups.summary(jobId)])
    return { record, backup: backup ?? null }
  }
  const shown = useStored(onJobsAndBackups, async () => (id === null ? undefined : read(id)), id ?? "")
  return { id, record: shown?.record, backup: shown?.backup, onOpen }
}

/** Asks in a window of ours, for pages that may close. @returns why there is no question */
export async function askInWindow(request: RequestOf<"draft">): Promise<Problem | null> {
  const drafted = await orNoResponse(send("draft", request))
  const shown = drafted.ok
    ? await orNoResponse(send("draft.show", { draftId: drafted.value.draftId }))
    : drafted
  return shown.ok ? null : shown.problem
}

/**
 * @param on how this page asks a question, and shows a problem or that it is over
 * @param then called after a sign-in, or when another page of ours has opened
 */
export function jobActs(
  store: Pick<Store, "jobs" | "backups">,
  on: {
    readonly ask: (request: RequestOf<"draft">) => void
    readonly show: (problem: Problem | null) => void
  },
  then: { readonly signedIn?: () => void; readonly opened?: () => void } = {},
): JobActs & { readonly openPage: (request: RequestOf<"open">) => void } {
  const tried = (work: Promise<unknown>): void => {
    on.show(null)
    work.catch(() => on.show(noResponse()))
  }
  const openPage = (request: RequestOf<"open">): void => tried(send("open", request).then(then.opened))
  const signIn = async (accountId: string): Promise<void> => {
    on.show(null)
    const outcome = await orNoResponse(send("account.reconnect", { accountId }))
    if (outcome.ok) then.signedIn?.()
    // The options page has the fields to type what is needed.
    else if (outcome.problem.action === "connect") openPage({ screen: "options" })
    else on.show(outcome.problem)
  }
  return {
    openPage,
    onCommand: (command, jobIds) => {
      if (command === "again") on.ask({ kind: "again", jobIds: [...jobIds] })
      else tried(Promise.all(jobIds.map((jobId) => send(command, { jobId }))))
    },
    onSignIn: (accountId) => void signIn(accountId),
    onRestore: (backupId) => on.ask({ kind: "restore", backupId, tags: null }),
    onDownload: (jobIds, kind) => tried(downloadStored(store, jobIds, kind)),
    onOpenModule: (account, module) => openPage({ screen: "manager", account, module }),
  }
}
