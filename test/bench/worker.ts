/** The background: from waking to a waiting job's first call, and the memory kept by a hundred jobs. */
import { setTimeout as pause } from "node:timers/promises"
import type { OrgRef } from "../../src/jobs/job"
import { planDeletion } from "../../src/jobs/plan"
import type { JobRecord } from "../../src/jobs/record"
import { ChromiumTab } from "../e2e/support/chromium/tab"
import { startExtension, write, type Extension } from "./extension"
import { untilFinished } from "./job/run"
import { figure, repeat, type Bench, type Figure } from "./measure"
import { workerHeap } from "./support/worker-heap"

const WAKES = 7
const JOBS = 100

export const worker: Bench = {
  name: "worker",
  async run({ short }): Promise<Figure[]> {
    if (short) return []
    const extension = await startExtension({ tagsPerModule: { Leads: WAKES, Deals: JOBS } })
    try {
      extension.sandbox.zoho.setJobLength(0)
      const wakes = await repeat(WAKES, (index) => wakeToCall(extension, index))
      const { before, after } = await heapOfJobs(extension)
      return [
        figure("worker: wake to first call", "ms", wakes),
        figure("worker: heap at rest", "kB", before),
        figure("worker: heap kept by 100 jobs", "kB", after - before),
      ]
    } finally {
      await extension.close()
    }
  },
}

/**
 * Stores a due job, stops the worker, wakes it with a message, and waits for the job. Returns the ms until its POST.
 */
async function wakeToCall(extension: Extension, index: number): Promise<number> {
  const { browser, page, sandbox } = extension
  const record = await plan(extension, "Leads", index)
  // A running worker does not re-read the journal; the next one does.
  await write(page, "steps", [...record.steps], undefined, false)
  await write(page, "jobs", record.job, undefined, false)
  await browser.terminateBackground()
  const woken = Date.now()
  await extension.ask("account.list", {})
  await untilFinished(extension, [record.job.id])
  const post = sandbox.log.massDeletePosts().find(({ time }) => time >= woken)
  if (!post) throw new Error("the woken worker sent nothing")
  return post.time - woken
}

async function heapOfJobs(extension: Extension): Promise<{ before: number; after: number }> {
  const { ask, org, page, browser, accountId, sandbox } = extension
  if (!(page instanceof ChromiumTab)) throw new Error("only Chromium is measured")
  const context = page.page.context()
  const before = await workerHeap(context, browser.extensionOrigin)
  const startOne = async ({ id, name }: { id: string; name: string }): Promise<string> => {
    const parts = [{ module: "Deals", tags: [{ id, name }] }]
    const draft = await ask("draft", { kind: "deletion", accountId, parts })
    if (!draft.ok) throw new Error(draft.problem.happened)
    const confirmed = await ask("confirm", { draftId: draft.value.draftId })
    if (!confirmed.ok) throw new Error(confirmed.problem.happened)
    return draft.value.draftId
  }
  const started: string[] = []
  for (const tag of sandbox.zoho.tags(org.zgid, "Deals")) started.push(await startOne(tag))
  await untilFinished(extension, started)
  // Lets the work after the last save finish.
  await pause(500)
  return { before, after: await workerHeap(context, browser.extensionOrigin) }
}

/** A journal entry for a job with one tag, due immediately. */
async function plan(
  { ask, sandbox, org, accountId }: Extension,
  apiName: string,
  index: number,
): Promise<JobRecord> {
  const [account] = await ask("account.list", {})
  const tag = sandbox.zoho.tags(org.zgid, apiName)[0]
  const module = org.modules[apiName]
  if (!account || !tag || !module) throw new Error("nothing to plan")
  return planDeletion({
    ...{
      id: `wake-${index}`,
      now: Date.now(),
      grace: 0,
      accountId,
      confirmedBy: null,
      backup: null,
      group: null,
    },
    org: account.org satisfies OrgRef,
    module: { id: module.id, apiName, pluralLabel: apiName },
    tags: [{ id: tag.id, name: tag.name, colorCode: null, records: null }],
    tagsPerCall: 200,
  })
}
