/** Jobs: how they stand, and what the user does to them. */
import browser from "webextension-polyfill"

import { isFinished } from "../deletion/job"
import type { Runner } from "../deletion/runner"
import type { Handlers } from "../messaging/receive"
import type { Store } from "../store/store"
import { progressOf } from "./progress"

type Needs = { readonly store: Store; readonly runner: Runner }
type Names = "job.progress" | "job.pause" | "job.resume" | "job.cancel" | "job.retry" | "job.forget" | "open"

const SCREENS = { manager: "tabs/tags.html", popup: "popup.html" } as const

export function jobHandlers({ store, runner }: Needs): Pick<Handlers, Names> {
  async function tell(jobId: string, type: "pause" | "resume" | "cancel" | "retry"): Promise<null> {
    await runner.tell(jobId, { type })
    return null
  }

  return {
    "job.progress": async ({ jobId }) => {
      const job = await store.jobs.head(jobId)
      if (!job) return null
      // Asked every second by the page: the tags are read only once they are all decided.
      const record = isFinished(job.state) ? await store.jobs.load(jobId) : { job, chunks: [] }
      return record ? progressOf(record) : null
    },
    "job.pause": ({ jobId }) => tell(jobId, "pause"),
    "job.resume": ({ jobId }) => tell(jobId, "resume"),
    "job.cancel": ({ jobId }) => tell(jobId, "cancel"),
    "job.retry": ({ jobId }) => tell(jobId, "retry"),
    "job.forget": async ({ jobId }) => {
      await store.jobs.forget(jobId)
      return null
    },
    open: async ({ screen, account, module }) => {
      if (screen === "options") {
        // Goes to the tab that is open already, where there is one.
        await browser.runtime.openOptionsPage()
        return null
      }
      const url = new URL(browser.runtime.getURL(SCREENS[screen]))
      if (account !== undefined) url.searchParams.set("account", account)
      if (module !== undefined) url.searchParams.set("module", module)
      await browser.tabs.create({ url: url.href })
      return null
    },
  }
}
