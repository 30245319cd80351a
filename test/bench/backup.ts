/**
 * A backup with all records of its tags, and its restore. The backup is measured from the confirmation to the deletion
 * that waits for it, the restore to its end; both are compared with the ideal.
 */
import { accept } from "../e2e/support/flows"
import { stateOf } from "../e2e/support/restoring"
import type { TagSeed } from "../sandbox"
import { startExtension, type Extension } from "./extension"
import { ZOHO } from "./job/cases"
import { idealBackup, idealRestore, type RecordsTook } from "./job/ideal"
import { startDeletion, startJobs, untilFinished } from "./job/run"
import { figure, repeat, share, type Bench, type Figure } from "./measure"

const SAMPLES = 3
/** A module without converted records, so each tag's records are read in only one way. */
const MODULE = "Contacts"
/** One tag on all records, the others on sixty each: the largest is read page by page in parallel with the others. */
const RECORDS = [12_000, ...Array.from({ length: 179 }, () => 60)]
const CASE = "180 tags on 12,000 records"

export const backup: Bench = {
  name: "backup",
  async run(options): Promise<Figure[]> {
    if (options.short) return []
    const extension = await startExtension({ modules: [MODULE], tags: { [MODULE]: RECORDS.map(tag) } })
    try {
      await grantRecords(extension)
      extension.sandbox.zoho.setLatency(ZOHO.latency)
      extension.sandbox.zoho.setJobLength(0)
      const runs = await repeat(share(SAMPLES, options), () => thereAndBack(extension))
      return [
        ...figuresOf(
          "backup",
          runs.map((run) => run.backup),
          idealBackup(RECORDS),
        ),
        ...figuresOf(
          "restore",
          runs.map((run) => run.restore),
          idealRestore(RECORDS),
        ),
      ]
    } finally {
      await extension.close()
    }
  },
}

function figuresOf(what: string, runs: readonly Took[], best: RecordsTook): Figure[] {
  const each = (name: string, unit: string, of: (run: Took) => number): Figure =>
    figure(`${what}: ${CASE}: ${name}`, unit, runs.map(of))
  return [
    each("extension", "ms", ({ milliseconds }) => milliseconds),
    each("ideal", "ms", () => best.milliseconds),
    each("of the ideal", "ratio", ({ milliseconds }) => milliseconds / best.milliseconds),
    each("COQL calls beyond the fewest", "calls", ({ queries }) => queries - best.queries),
    each("add_tags calls beyond the fewest", "calls", ({ additions }) => additions - best.additions),
    each("calls in all", "calls", ({ calls }) => calls),
  ]
}

/** No name is part of another one, because Zoho's queries would find both. */
function tag(records: number, at: number): TagSeed {
  return { name: `Fair ${String(at).padStart(3, "0")}`, records }
}

/** Grants the scopes to read records and to tag them. */
async function grantRecords({ ask, accountId, browser }: Extension): Promise<void> {
  const granting = ask("account.grant", { accountId, features: ["records", "restore", "retag"] })
  await accept(browser)
  const granted = await granting
  if (!granted.ok) throw new Error(granted.problem.happened)
}

interface Took extends RecordsTook {
  readonly calls: number
}

/** Deletes and restores all tags, each with a freshly woken worker. Leaves the org as it was, for the next run. */
async function thereAndBack(extension: Extension): Promise<{ backup: Took; restore: Took }> {
  const { sandbox, org } = extension
  const before = stateOf(sandbox, org, MODULE)
  await awake(extension)
  const { jobs, confirmedAt } = await startDeletion(extension, [MODULE], { records: true })
  await untilFinished(extension, jobs)
  const [deletion] = sandbox.log.massDeletePosts().filter(({ time }) => time >= confirmedAt)
  if (!deletion || sandbox.zoho.tags(org.zgid, MODULE).length > 0) throw new Error("nothing was deleted")
  const backup = took(extension, confirmedAt, deletion.time)

  await awake(extension)
  const restore = await startJobs(extension, { kind: "restore", backupId: jobs[0] ?? "", tags: null })
  const ended = await untilFinished(extension, restore.jobs)
  const after = stateOf(sandbox, org, MODULE)
  if (JSON.stringify([...before].sort()) !== JSON.stringify([...after].sort()))
    throw new Error("not everything was restored")
  return { backup, restore: took(extension, restore.confirmedAt, ended) }
}

async function awake({ browser, ask }: Extension): Promise<void> {
  await browser.terminateBackground()
  await ask("account.list", {})
}

/** @param since and `until`: milliseconds since the epoch */
function took({ sandbox }: Extension, since: number, until: number): Took {
  const calls = sandbox.log.calls.filter(({ time }) => time >= since && time <= until)
  const made = (path: RegExp): number => calls.filter((call) => path.test(call.path)).length
  return {
    ...{ milliseconds: until - since, calls: calls.length },
    ...{ queries: made(/\/coql$/), additions: made(/\/actions\/add_tags$/) },
  }
}
