/** Why something that was asked for is not begun, in words; reasons of ours, not an answer of Zoho's. */
import type { TagBefore } from "../backup/backup"
import { list } from "../i18n/format"
import { questionTitle } from "../i18n/job-text"
import { t } from "../i18n/translate"
import type { Job } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import type { Runner } from "../jobs/runner"
import type { Outcome, Problem, Started } from "../messages/views"
import type { Draft } from "../storage/drafts"
import type { Store } from "../storage/store"
import { beginBackups } from "./backup-quota"
import { refused } from "./problems"

const backupUnwritten = (): Outcome<never> =>
  refused({
    kind: "backup-unwritten",
    happened: t("disk_full"),
    unchanged: t("unchanged_nothing_deleted"),
    remedy: t("storage_full_remedy"),
  })

export const unwritten = (): Outcome<never> =>
  refused({
    kind: "unwritten",
    happened: t("disk_full"),
    unchanged: t("unchanged_nothing"),
    remedy: t("storage_full_remedy"),
  })

/** Of several modules that were confirmed together, some could not be written down. @param modules their labels */
const partlyUnwritten = (modules: readonly string[]): Problem => ({
  kind: "unwritten",
  happened: t("part_unwritten", list(modules)),
  unchanged: t("part_unwritten_unchanged"),
  remedy: t("storage_full_remedy"),
  action: "none",
})

export const nothingLeft = (): Outcome<never> =>
  refused({
    kind: "nothing-left",
    happened: t("draft_nothing_left"),
    unchanged: t("unchanged_nothing_deleted"),
    remedy: t("draft_nothing_left_remedy"),
    action: "reload",
  })

export const tooLate = (): Outcome<never> =>
  refused({
    kind: "draft-expired",
    happened: t("draft_expired"),
    unchanged: t("unchanged_nothing"),
    remedy: t("draft_expired_remedy"),
  })

export const wrongNumber = (): Outcome<never> =>
  refused({
    kind: "wrong-number",
    happened: t("draft_wrong_number"),
    unchanged: t("unchanged_nothing_deleted"),
    remedy: t("draft_wrong_number_remedy"),
  })

export const protectedNow = (name: string): Outcome<never> =>
  refused({
    kind: "protected",
    happened: t("draft_protected", name),
    unchanged: t("unchanged_nothing_deleted"),
    remedy: t("draft_protected_remedy"),
  })

/** One question at a time. @param draft the one that is open; null: it is of an org that whoever asks has no business with */
export const questionOpen = (draft: Draft | null): Outcome<never> =>
  refused({
    kind: "question-open",
    happened: draft ? t("question_open", questionTitle(draft)) : t("question_open_elsewhere"),
    unchanged: t("unchanged_nothing"),
    remedy: t("question_open_remedy"),
  })

export const askedTooOften = (): Outcome<never> =>
  refused({
    kind: "asked-too-often",
    happened: t("asked_too_often"),
    unchanged: t("unchanged_nothing"),
    remedy: t("asked_too_often_remedy"),
  })

// Starting what was confirmed. Until the journal has it, nothing of it is done.

/** A job, and the tags that are backed up before it. */
export interface WithBackup {
  readonly record: JobRecord
  readonly tags: readonly TagBefore[]
}

/** Starts jobs that take tags away, once their backups are begun. @param records whether the backups hold records */
export async function startWithBackups(
  { store, runner }: { readonly store: Store; readonly runner: Runner },
  jobs: readonly WithBackup[],
  records: boolean,
): Promise<Outcome<Started>> {
  // Before any job exists: what is left over, should the worker end here, is only a backup of nothing.
  const toBackUp = jobs.filter(({ record }) => record.job.backup !== null)
  const heads = toBackUp.map(({ record, tags }) => ({ job: record.job, tags }))
  if (heads.length > 0 && !(await beginBackups(store, heads, records))) return backupUnwritten()
  return startJobs(
    runner,
    jobs.map(({ record }) => record),
  )
}

/** Stores and starts jobs. Refused where none of them could be stored. */
export async function startJobs(
  runner: Pick<Runner, "add">,
  records: readonly JobRecord[],
): Promise<Outcome<Started>> {
  const added = await Promise.allSettled(records.map((record) => runner.add(record)))
  const jobsThatAre = (status: (typeof added)[number]["status"]): Job[] =>
    records.filter((_, at) => added[at]?.status === status).map(({ job }) => job)
  const started = jobsThatAre("fulfilled")
  if (started.length === 0) return unwritten()
  const left = jobsThatAre("rejected")
  const problem = left.length > 0 ? partlyUnwritten(left.map(({ module }) => module.pluralLabel)) : null
  return { ok: true, value: { jobIds: started.map(({ id }) => id), problem } }
}
