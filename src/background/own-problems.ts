/** Why something that was asked for is not begun, in words; not an answer from Zoho. */
import type { TagBefore } from "../backup/backup"
import { list } from "../i18n/format"
import { questionTitle } from "../i18n/job-text"
import { t } from "../i18n/translate"
import type { Job } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import type { Runner } from "../jobs/runner"
import type { Outcome, Problem, Started } from "../messages/views"
import type { Draft } from "../storage/drafts"
import { beginBackups } from "./backup-quota"
import { refused, type Refused } from "./problems"
import type { Needs } from "./services"

const backupUnwritten = (): Outcome<never> =>
  refused("backup-unwritten", t("disk_full"), "unchanged_nothing_deleted", "storage_full_remedy")

export const unwritten = (): Outcome<never> =>
  refused("unwritten", t("disk_full"), "unchanged_nothing", "storage_full_remedy")

/** Of several modules that were confirmed together, some could not be written down. @param modules their labels */
const partlyUnwritten = (modules: readonly string[]): Problem => ({
  kind: "unwritten",
  happened: t("part_unwritten", list(modules)),
  unchanged: t("part_unwritten_unchanged"),
  remedy: t("storage_full_remedy"),
  action: "none",
})

export const nothingLeft = (): Outcome<never> =>
  refused(
    "nothing-left",
    t("draft_nothing_left"),
    "unchanged_nothing_deleted",
    "draft_nothing_left_remedy",
    "reload",
  )

export const tooLate = (): Outcome<never> =>
  refused("draft-expired", t("draft_expired"), "unchanged_nothing", "draft_expired_remedy")

export const wrongNumber = (): Outcome<never> =>
  refused("wrong-number", t("draft_wrong_number"), "unchanged_nothing_deleted", "draft_wrong_number_remedy")

export const protectedNow = (name: string): Outcome<never> =>
  refused("protected", t("draft_protected", name), "unchanged_nothing_deleted", "draft_protected_remedy")

/** One question at a time. @param draft the one that is open; null: it is of another org than the sender's */
export const questionOpen = (draft: Draft | null): Outcome<never> =>
  refused(
    "question-open",
    draft ? t("question_open", questionTitle(draft)) : t("question_open_elsewhere"),
    "unchanged_nothing",
    "question_open_remedy",
  )

export const askedTooOften = (): Refused =>
  refused("asked-too-often", t("asked_too_often"), "unchanged_nothing", "asked_too_often_remedy")

// Starting what was confirmed. Until the journal has it, nothing of it is done.

/** Starts jobs that take tags away, once their backups, of these tags, are begun. @param records whether backups hold records */
export async function startWithBackups(
  { store, runner }: Needs<"store" | "runner">,
  jobs: readonly { readonly record: JobRecord; readonly tags: readonly TagBefore[] }[],
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
