/** Jobs: how they stand, and what the user does to them. */
import browser from "webextension-polyfill"

import { reasonText } from "../../i18n/fault-text"
import { isGood, isRestorable, settledOf, tagsOf, totalOf } from "../../jobs/items"
import { isFinished, type Job, type Reason } from "../../jobs/job"
import type { JobRecord } from "../../jobs/record"
import type { Runner } from "../../jobs/runner"
import type { Sender } from "../../messages/identify-sender"
import type { Handlers } from "../../messages/receive"
import type { JobProgress, TagOutcomeView } from "../../messages/views"
import type { Store } from "../../storage/store"
import type { Catalog } from "../org-catalog"
import { createPageOpens, isOfPage, placeOfTab, type TabLimit } from "../page-org"

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

export function jobHandlers(needs: Needs): Pick<Handlers, Names> {
  const { store, runner, limit } = needs
  const mayOpen = createPageOpens(store)

  async function dispatch(jobId: string, type: Told): Promise<null> {
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
    (await jobFor(jobId, sender)) ? dispatch(jobId, type) : null

  return {
    "job.progress": async ({ jobId }, sender) => {
      const job = await jobFor(jobId, sender)
      if (!job) return null
      // Asked every second by the page: the tags are read only once they are all decided.
      const record = isFinished(job.state) ? await store.jobs.load(jobId) : { job, steps: [] }
      return record ? progressOf(record) : null
    },
    "job.pause": ({ jobId }, sender) => tellFor(jobId, "pause", sender),
    "job.skipRecords": ({ jobId }) => dispatch(jobId, "skip-records"),
    "job.resume": ({ jobId }) => dispatch(jobId, "resume"),
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
      const isOwn = sender.callerClass === "extension"
      const { account, module } = isOwn && from !== undefined ? await placeOfTab(needs, from) : asked
      const url = new URL(
        browser.runtime.getURL(screen === "manager" ? "tabs/tags.html" : "tabs/backups.html"),
      )
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

// A job as the page and the popup ask for it.

/** `steps` are only looked at when the job is finished. */
export function progressOf({ job, steps }: JobRecord): JobProgress {
  const isOver = isFinished(job.state)
  const tags = isOver ? steps.flatMap(tagsOf) : []
  const tagCount = totalOf(job.tags)
  return {
    jobId: job.id,
    kind: job.kind,
    org: job.org,
    module: job.module,
    group: job.group,
    mergedInto: job.keep?.name ?? null,
    state: job.state,
    tagCount,
    counts: job.tags,
    progress: settledOf(job.tags) + job.reportedDone,
    startsAt: isOver || settledOf(job.tags) > 0 ? null : job.startAt,
    backup: job.backup?.phase === "due" && !isOver ? job.backup : null,
    pause: job.pause,
    wait: job.wait,
    isRestorable: isRestorable(job),
    reason: job.reason,
    why: whyOf(reasonOf(job)),
    createdAt: job.createdAt,
    finishedAt: job.finishedAt,
    gone: tags.filter(isGood).map(({ id, name }) => ({ id, name })),
    kept: tags
      .filter((tag) => !isGood(tag))
      .map(({ id, name, state, reason }): TagOutcomeView => ({ id, name, state, why: whyOf(reason) })),
  }
}

/** Why it is paused, or ended as it did. */
function reasonOf({ pause, reason }: Job): Reason | null {
  if (pause?.why === "permission-removed") return { kind: "access-removed" }
  return pause?.reason ?? reason
}

function whyOf(reason: Reason | null): string | null {
  return reason === null ? null : reasonText(reason)
}
