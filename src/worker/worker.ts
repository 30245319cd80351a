/** Puts the background together: store, accounts, engine, handlers. Every answer waits for the store to be open. */
import browser from "webextension-polyfill"
import { createTokens } from "../accounts/tokens"
import { createReceiver } from "../messaging/receive"
import type { Handlers } from "../messaging/receive"
import { createRunner } from "../jobs/runner"
import type { Runner } from "../jobs/runner"
import type { Clock } from "../jobs/timing"
import { announceChange } from "../store/changes"
import { isOff } from "../store/policy"
import { openStore, type Store } from "../store/store"
import { accountHandlers } from "./account-handlers"
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
import { createMovedPages } from "./moved-pages"
import type { MovedPages } from "./moved-pages"
import { afterStart, savedHandler } from "./housekeeping"
import { pageHandlers } from "./page-handlers"
import { createQuestionWindow } from "./question-window"
import { createTabLimit } from "./tab-limit"
import { arrangeAlarm, withAlarm } from "./wake"
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
  /** The browser lets us reach hosts again: whatever waited for it goes on. */
  permitted(): Promise<void>
  /** Whether the managed policy has switched looking for tags off. */
  mayNotLook(): Promise<boolean>
  /**
   * The browser was started, the extension installed or updated, or the policy has changed: what the browser keeps of
   * looking for tags follows.
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
    const { runner } = await ready
    runner.wake()
    await arrangeAlarm(runner)
  }
  return {
    receive: createReceiver(later, { id: browser.runtime.id, origin: originOf(browser.runtime.getURL("/")) }),
    wake,
    async started(): Promise<void> {
      await (await ready).store.drafts.removeAll()
      await wake()
    },
    async permitted(): Promise<void> {
      const { store, runner } = await ready
      for (const { id } of await store.accounts.list()) await runner.resumeWaiting(id)
      announceChange("permissions")
      await arrangeAlarm(runner)
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
  readonly runner: Runner
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
  const badge = createBadge()
  // One lock for the jobs of every kind.
  const only = holdRunnerLock()
  const runner = createRunner({
    ...{ clock: CLOCK, random: Math.random, journal: store.jobs, acquireLeadership: () => only },
    maxConcurrency: () => settings().concurrency,
    protectedNow: () => protectedNow(store),
    backups: createStoredBackups(store, tokens),
    zoho: (job) => createZohoPort({ store, tokens }, job),
    onSaved: (job) => {
      badge.moved(job)
      void afterSave(job)
    },
  })
  const afterSave = savedHandler(store, () => arrangeAlarm(runner))
  void runner.ready.then(() => afterStart(store, runner, badge))
  const needs = {
    ...{ store, tokens, catalog, runner: withAlarm(runner) },
    ...{ question: createQuestionWindow(store), limit: createTabLimit() },
  }
  const handlers: Handlers = {
    ...pageHandlers(needs),
    ...draftHandlers(needs),
    ...jobHandlers(needs),
    ...accountHandlers(needs),
    ...managerHandlers(needs),
    ...lookHandlers({ store, movedPages }),
    ...checkHandlers(needs),
  }
  const mayNotLook = async (): Promise<boolean> => isOff(await store.policy.get(), "look")
  return { store, handlers: whenOnly(handlers, runner.ready), runner, movedPages, mayNotLook }
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
