/** Starting what was confirmed. Until the journal has it, nothing of it is done. */
import type { TagBefore } from "../backup/backup"
import { list } from "../i18n/format"
import { t } from "../i18n/translate"
import type { Job } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import type { Runner } from "../jobs/runner"
import type { Outcome, Problem, Started } from "../messages/views"
import { beginBackups } from "./backup-quota"
import { refused, unwritten } from "./problems"
import type { Needs } from "./services"

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

const backupUnwritten = (): Outcome<never> =>
  refused("backup-unwritten", t("disk_full"), "unchanged_nothing_deleted", "storage_full_remedy")

/** Of several modules that were confirmed together, some could not be written down. @param modules their labels */
const partlyUnwritten = (modules: readonly string[]): Problem => ({
  kind: "unwritten",
  happened: t("part_unwritten", list(modules)),
  unchanged: t("part_unwritten_unchanged"),
  remedy: t("storage_full_remedy"),
  action: "none",
})
