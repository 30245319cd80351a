/** Starts confirmed jobs. A job makes no call before it is stored in the journal. */
import { list } from "../i18n/format"
import { t } from "../i18n/translate"
import type { JobRecord } from "../jobs/record"
import type { Runner } from "../jobs/runner"
import type { Outcome, Problem, Started } from "../messages/views"
import { unwritten } from "./problems"

/** Stores and starts jobs. A refusal if none could be stored; if some could not, the outcome's problem names them. */
export async function startJobs(
  runner: Pick<Runner, "add">,
  records: readonly JobRecord[],
): Promise<Outcome<Started>> {
  const added = await Promise.allSettled(records.map((record) => runner.add(record)))
  const jobs = records.map(({ job }) => job)
  const started = jobs.filter((_, at) => added[at]?.status === "fulfilled")
  if (started.length === 0) return unwritten()
  const left = jobs.filter((job) => !started.includes(job)).map(({ module }) => module.pluralLabel)
  const problem: Problem | null =
    left.length === 0
      ? null
      : {
          kind: "unwritten",
          happened: t("part_unwritten", list(left)),
          unchanged: t("part_unwritten_unchanged"),
          remedy: t("storage_full_remedy"),
          action: "none",
        }
  return { ok: true, value: { jobIds: started.map(({ id }) => id), problem } }
}
