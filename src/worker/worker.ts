/** Puts the background together: store, accounts, engine, handlers. Every answer waits for the store to be open. */
import browser from "webextension-polyfill"
import { createTokens } from "../accounts/tokens"
import { createRunner } from "../deletion/runner"
import { createReceiver } from "../messaging/receive"
import type { Handlers } from "../messaging/receive"
import type { Clock } from "../runner/clock"
import { createLanes } from "../runner/lanes"
import { announceChange } from "../store/changes"
import { isOff } from "../store/policy"
import { openStore, type Store } from "../store/store"
import { createTaskRunner } from "../task/runner"
import { accountHandlers } from "./account-handlers"
import { allWork } from "./all-work"
import type { AnyRunner } from "./all-work"
import { createStoredBackups } from "./backup-port"
import { createBadge } from "./badge"
import { checkHandlers } from "./check-handlers"
import { createCatalog } from "./catalog"
import { draftHandlers } from "./draft-handlers"
import { jobHandlers } from "./job-handlers"
import { liveSettings, protectedNow } from "./live-settings"
import { lookHandlers } from "./look-handlers"
import { createLookMenu } from "./look-menu"
import { managerHandlers } from "./manager-handlers"
import { runInOpenTabs } from "./content-scripts"
import { createMovedPages } from "./moved-pages"
import type { MovedPages } from "./moved-pages"
import { afterStart, savedHandlers } from "./housekeeping"
import { pageHandlers } from "./page-handlers"
import { createQuestionWindow } from "./question-window"
import { createTabLimit } from "./tab-limit"
import { createOrgChecks } from "./org-checks"
import type { OrgChecks } from "./org-checks"
import { taskHandlers } from "./task-handlers"
import { createTaskPort } from "./task-port"
import { arrangeAlarm, soonest, withAlarm } from "./wake"
import type { Sleeper } from "./wake"
import { whenOnly } from "./when-only"
import { createZohoPort } from "./zoho-port"

const CLOCK: Clock = {
  now: () => Date.now(),
  after(delay, callback): () => void {
    const timer = setTimeout(callback, delay)
    return () => clearTimeout(timer)
  },
}

export interface Worker {
  readonly receive: ReturnType<typeof createReceiver>
  /** The alarm rang. */
  wake(): Promise<void>
  /** The browser has started: no question of before is open any more. */
  started(): Promise<void>
  /** The browser lets us reach more hosts: our scripts go onto their pages, and whatever waited for it goes on. */
  permitted(): Promise<void>
  /** It lets us reach fewer. */
  forbidden(): Promise<void>
  /** Whether the managed policy has switched looking for tags off. */
  mayNotLook(): Promise<boolean>
  /**
   * The browser was started, the extension installed or updated, or the policy has changed: what the browser keeps of
   * our menu and our scripts follows.
   */
  arrangeLooking(): Promise<void>
}

export function createWorker(): Worker {
  const ready = assemble()

  // The table exists at once, so that the first message finds its listener; the handlers wait.
  const later = new Proxy({} as Handlers, {
    get: (_, name: keyof Handlers) => async (request: never, sender: never) =>
      ((await ready).handlers[name] as (request: never, sender: never) => unknown)(request, sender),
  })
  async function wake(): Promise<void> {
    const { work, sleepers } = await ready
    work.wake()
    await arrangeAlarm(sleepers)
  }
  return {
    receive: createReceiver(later, { id: browser.runtime.id, origin: originOf(browser.runtime.getURL("/")) }),
    wake,
    async started(): Promise<void> {
      await (await ready).store.drafts.removeAll()
      await wake()
    },
    async permitted(): Promise<void> {
      const { store, work, sleepers, movedPages } = await ready
      for (const { id } of await store.accounts.list()) await work.resumeWaiting(id)
      announceChange("permissions")
      await arrangeAlarm(sleepers)
      await movedPages.arrange()
      await runInOpenTabs()
    },
    async forbidden(): Promise<void> {
      announceChange("permissions")
      await (await ready).movedPages.arrange()
    },
    mayNotLook: async () => (await ready).mayNotLook(),
    arrangeLooking,
  }

  async function arrangeLooking(): Promise<void> {
    const parts = await ready
    await createLookMenu(await parts.mayNotLook())
    await parts.movedPages.arrange()
  }
}

interface Parts {
  readonly store: Store
  readonly handlers: Handlers
  readonly work: AnyRunner
  /** Whoever may need this worker again. */
  readonly sleepers: Sleeper
  readonly movedPages: MovedPages
  mayNotLook(): Promise<boolean>
}

async function assemble(): Promise<Parts> {
  const store = await openStore()
  const movedPages = createMovedPages(store)
  const tokens = createTokens(store)
  const catalog = createCatalog(store, tokens)
  // As long as this worker lives.
  const settings = liveSettings(store, new AbortController().signal)
  const checks: OrgChecks = createOrgChecks({
    ...{ store, tokens, clock: CLOCK, runner: () => runner },
    onMoved: () => void arrangeAlarm(sleepers),
  })
  const badge = createBadge()
  const widest = (): number => settings().concurrency
  const lanes = createLanes(CLOCK, Math.random, widest)
  // One lock and one set of lanes for work of every kind.
  const only = holdRunnerLock()
  const backups = createStoredBackups(store, tokens)
  const ports = { clock: CLOCK, becomeOnly: () => only, protectedNow: () => protectedNow(store), backups }
  const runner = createRunner(
    {
      ...{ ...ports, random: Math.random, widest, journal: store.jobs },
      zoho: (job) => createZohoPort({ store, tokens }, job, (answer) => checks.hear(job.id, answer)),
      onSaved: (job) => {
        checks.jobMoved(job)
        badge.moved(job)
        void afterSave(job)
      },
    },
    undefined,
    lanes,
  )
  const tasks = createTaskRunner({
    ...{ ...ports, lanes, journal: store.tasks },
    zoho: (task) => createTaskPort({ store, tokens }, task),
    onSaved: (task) => {
      badge.moved(task)
      void afterTaskSave(task)
    },
  })
  const work = allWork(runner, tasks)
  const sleepers = soonest(runner, tasks, checks)
  const { afterSave, afterTaskSave } = savedHandlers(store, () => arrangeAlarm(sleepers))
  void work.ready.then(() => afterStart(store, sleepers, badge))
  void checks.resume()
  const alarmed = { runner: withAlarm(runner, sleepers), tasks: withAlarm(tasks, sleepers) }
  const needs = {
    ...{ store, tokens, catalog, ...alarmed, work: allWork(alarmed.runner, alarmed.tasks) },
    ...{ question: createQuestionWindow(store), limit: createTabLimit() },
  }
  const handlers: Handlers = {
    ...pageHandlers(needs),
    ...draftHandlers(needs),
    ...jobHandlers(needs),
    ...taskHandlers(needs),
    ...accountHandlers(needs),
    ...managerHandlers(needs),
    ...lookHandlers({ store, movedPages }),
    ...checkHandlers({ store, catalog, checks }),
  }
  const mayNotLook = async (): Promise<boolean> => isOff(await store.policy.get(), "look")
  return { store, handlers: whenOnly(handlers, work.ready), work, sleepers, movedPages, mayNotLook }
}

/** Held until this worker ends: the browser frees it then, which a stored flag would not. */
function holdRunnerLock(): Promise<void> {
  return new Promise((resolve) => {
    void navigator.locks.request("tagsweep-runner", () => {
      resolve()
      return new Promise(() => undefined)
    })
  })
}

function originOf(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
