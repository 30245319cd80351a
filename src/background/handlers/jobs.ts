/** Job progress, the user's actions on jobs, and opening our screens. */
import browser from "webextension-polyfill"

import { tagsOf } from "../../jobs/items"
import { isFinished, type Job } from "../../jobs/job"
import type { JobRecord } from "../../jobs/record"
import type { HandlersOf, Sender } from "../../messages/receive"
import type { JobProgress } from "../../messages/views"
import { createTabLimit, isOfPage, mayActOn, placeOfTab } from "../page-org"
import type { Needs } from "../services"

type UserEvent = "pause" | "resume" | "try-now" | "cancel" | "skip-records"

export function jobHandlers(
  needs: Needs<"store" | "runner" | "catalog" | "isTooOften">,
): HandlersOf<"job" | "open"> {
  const { store, runner, isTooOften } = needs
  /** A Zoho page may open one of our pages once a second, which is enough for its button. */
  const opensTooOften = createTabLimit(1, 1_000)

  /** The job, if the sender may see it. A Zoho page only gets deletions in its own org and module. */
  async function jobFor(jobId: string, sender: Sender): Promise<Job | undefined> {
    const job = await store.jobs.head(jobId)
    if (!job || (sender.callerClass === "page" && job.kind !== "deletion")) return undefined
    return (await isOfPage(needs, job, sender)) ? job : undefined
  }

  async function dispatch(jobId: string, type: UserEvent, sender: Sender): Promise<null> {
    if (await jobFor(jobId, sender)) await runner.dispatch(jobId, { type })
    return null
  }

  return {
    "job.progress": async ({ jobId }, sender) => {
      const job = await jobFor(jobId, sender)
      if (!job) return null
      // The page requests this every second, so the tags are read only once the job is finished.
      const record = isFinished(job.state) ? await store.jobs.load(jobId) : { job, steps: [] }
      return record ? progressOf(record) : null
    },
    "job.pause": ({ jobId }, sender) => dispatch(jobId, "pause", sender),
    "job.skipRecords": ({ jobId }, sender) => dispatch(jobId, "skip-records", sender),
    "job.resume": ({ jobId }, sender) => dispatch(jobId, "resume", sender),
    "job.tryNow": async ({ jobId }, sender) =>
      // Limited, because it makes the engine call Zoho.
      isTooOften(sender) ? null : dispatch(jobId, "try-now", sender),
    "job.cancel": ({ jobId }, sender) => dispatch(jobId, "cancel", sender),
    "job.forget": async ({ jobId }) => {
      await store.jobs.forget(jobId)
      return null
    },
    open: async ({ screen, from, ...requested }, sender) => {
      // Counted before the first `await`, or any number of concurrent requests would pass.
      if (opensTooOften(sender)) return null
      if (requested.account !== undefined && !(await mayActOn(store, requested.account, sender))) return null
      if (screen === "options") {
        // Switches to an open options tab if there is one.
        await browser.runtime.openOptionsPage()
        return null
      }
      const isOwn = sender.callerClass === "extension"
      const { account, module } = isOwn && from !== undefined ? await placeOfTab(needs, from) : requested
      const page = screen === "manager" ? "tabs/tags.html" : "tabs/backups.html"
      const url = new URL(browser.runtime.getURL(page))
      if (account !== undefined) url.searchParams.set("account", account)
      if (module !== undefined) url.searchParams.set("module", module)
      // Opens next to the requesting tab. Closing the new tab returns to it.
      await browser.tabs.create({
        url: url.href,
        ...(sender.tabId !== null && { openerTabId: sender.tabId }),
      })
      return null
    },
  }
}

/** A job as the screens see it. `steps` matter only once the job is finished. */
export function progressOf({ job, steps }: JobRecord): JobProgress {
  const { id, kind, accountId, org, module, group, keep, createdAt, startAt, finishedAt } = job
  const { state, pause, wait, cancelRequested, reason, backup, tags, records, reportedDone } = job
  return {
    ...{ id, kind, accountId, org, module, group, keep, createdAt, startAt, finishedAt },
    ...{ state, pause, wait, cancelRequested, reason, backup, tags, records, reportedDone },
    outcomes: isFinished(state) ? steps.flatMap(tagsOf) : [],
  }
}
