/** Jobs: how they stand, and what the user does to them. */
import browser from "webextension-polyfill"

import { isFinished } from "../jobs/job"
import type { Job } from "../jobs/job"
import type { Runner } from "../jobs/runner"
import type { Handlers } from "../messaging/receive"
import type { Sender } from "../messaging/sender"
import type { Store } from "../store/store"
import type { Catalog } from "./catalog"
import { isOfPage } from "./page-org"
import { placeOfTab } from "./place-of-tab"
import { createPageOpens } from "./page-opens"
import { progressOf } from "./progress"
import type { TabLimit } from "./tab-limit"

interface Needs {
  readonly store: Store
  readonly runner: Runner
  readonly catalog: Catalog
  readonly limit: TabLimit
}
type Names =
  | "job.progress"
  | "job.skipRecords"
  | "job.pause"
  | "job.resume"
  | "job.tryNow"
  | "job.cancel"
  | "job.forget"
  | "open"

type Told = "pause" | "resume" | "try-now" | "cancel" | "skip-records"

const SCREENS = { manager: "tabs/tags.html", popup: "popup.html", backups: "tabs/backups.html" } as const

export function jobHandlers(needs: Needs): Pick<Handlers, Names> {
  const { store, runner, limit } = needs
  const mayOpen = createPageOpens(store)

  async function tell(jobId: string, type: Told): Promise<null> {
    await runner.dispatch(jobId, { type })
    return null
  }

  /** The job, if the sender may know of it: a page of Zoho's only gets deletions, in its own org and module. */
  async function jobFor(jobId: string, sender: Sender): Promise<Job | undefined> {
    const job = await store.jobs.head(jobId)
    if (!job || (sender.callerClass === "page" && job.kind !== "deletion")) return undefined
    return (await isOfPage(needs, job, sender)) ? job : undefined
  }

  const tellFor = async (jobId: string, type: Told, sender: Sender): Promise<null> =>
    (await jobFor(jobId, sender)) ? tell(jobId, type) : null

  return {
    "job.progress": async ({ jobId }, sender) => {
      const job = await jobFor(jobId, sender)
      if (!job) return null
      // Asked every second by the page: the tags are read only once they are all decided.
      const record = isFinished(job.state) ? await store.jobs.load(jobId) : { job, steps: [] }
      return record ? progressOf(record) : null
    },
    "job.pause": ({ jobId }, sender) => tellFor(jobId, "pause", sender),
    "job.skipRecords": ({ jobId }) => tell(jobId, "skip-records"),
    "job.resume": ({ jobId }) => tell(jobId, "resume"),
    "job.tryNow": async ({ jobId }, sender) =>
      // It has the engine ask Zoho.
      sender.callerClass === "page" && !limit.allows(sender.tabId) ? null : tellFor(jobId, "try-now", sender),
    "job.cancel": ({ jobId }, sender) => tellFor(jobId, "cancel", sender),
    "job.forget": async ({ jobId }) => {
      await store.jobs.forget(jobId)
      return null
    },
    open: async ({ screen, from, ...asked }, sender) => {
      if (!(await mayOpen(asked.account, sender))) return null
      if (screen === "options") {
        // Goes to the tab that is open already, where there is one.
        await browser.runtime.openOptionsPage()
        return null
      }
      const isOwn = sender.callerClass === "extension" && screen === "manager"
      const { account, module } = isOwn && from !== undefined ? await placeOfTab(needs, from) : asked
      const url = new URL(browser.runtime.getURL(SCREENS[screen]))
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
