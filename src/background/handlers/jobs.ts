/** Jobs: how far they are, and what the user does to them. */
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
  /** How often a Zoho page may open one of ours: no more than its own button asks for. */
  const opensTooOften = createTabLimit(1, 1_000)

  /** The job, if the sender may know of it: Zoho's page only gets deletions, in its own org and module. */
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
      // Asked every second by the page: the tags are read only once they are all decided.
      const record = isFinished(job.state) ? await store.jobs.load(jobId) : { job, steps: [] }
      return record ? progressOf(record) : null
    },
    "job.pause": ({ jobId }, sender) => dispatch(jobId, "pause", sender),
    "job.skipRecords": ({ jobId }, sender) => dispatch(jobId, "skip-records", sender),
    "job.resume": ({ jobId }, sender) => dispatch(jobId, "resume", sender),
    "job.tryNow": async ({ jobId }, sender) =>
      // It has the engine ask Zoho.
      isTooOften(sender) ? null : dispatch(jobId, "try-now", sender),
    "job.cancel": ({ jobId }, sender) => dispatch(jobId, "cancel", sender),
    "job.forget": async ({ jobId }) => {
      await store.jobs.forget(jobId)
      return null
    },
    open: async ({ screen, from, ...asked }, sender) => {
      // Counted at once and not after a wait, in which any number would find nothing against it.
      if (opensTooOften(sender)) return null
      if (asked.account !== undefined && !(await mayActOn(store, asked.account, sender))) return null
      if (screen === "options") {
        // Goes to the tab that is open already, where there is one.
        await browser.runtime.openOptionsPage()
        return null
      }
      const isOwn = sender.callerClass === "extension"
      const { account, module } = isOwn && from !== undefined ? await placeOfTab(needs, from) : asked
      const page = screen === "manager" ? "tabs/tags.html" : "tabs/backups.html"
      const url = new URL(browser.runtime.getURL(page))
      if (account !== undefined) url.searchParams.set("account", account)
      if (module !== undefined) url.searchParams.set("module", module)
      // Next to the tab that asked, and back to it when the new one is closed.
      await browser.tabs.create({
        url: url.href,
        ...(sender.tabId !== null && { openerTabId: sender.tabId }),
      })
      return null
    },
  }
}

/** `steps` matter only once the job is finished. */
export function progressOf({ job, steps }: JobRecord): JobProgress {
  const { id, kind, accountId, org, module, group, keep, createdAt, startAt, finishedAt } = job
  const { state, pause, wait, cancelRequested, reason, backup, tags, records, reportedDone } = job
  return {
    ...{ id, kind, accountId, org, module, group, keep, createdAt, startAt, finishedAt },
    ...{ state, pause, wait, cancelRequested, reason, backup, tags, records, reportedDone },
    outcomes: isFinished(state) ? steps.flatMap(tagsOf) : [],
  }
}
