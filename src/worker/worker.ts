/** Puts the background together: store, accounts, engine, handlers. Every answer waits for the store to be open. */
import browser from "webextension-polyfill"

import { createTokens } from "../accounts/tokens"
import type { Job } from "../deletion/job"
import { createRunner } from "../deletion/runner"
import type { Runner } from "../deletion/runner"
import { createReceiver } from "../messaging/receive"
import type { Handlers } from "../messaging/receive"
import { openStore } from "../store/store"
import type { Store } from "../store/store"
import { CONCURRENCY_OF_ANY_EDITION } from "../zoho/limits"
import { accountHandlers } from "./account-handlers"
import { showBadge } from "./badge"
import { createCatalog } from "./catalog"
import { deletionHandlers } from "./deletion-handlers"
import { jobHandlers } from "./job-handlers"
import { managerHandlers } from "./manager-handlers"
import { pageHandlers } from "./page-handlers"
import { arrangeAlarm, withAlarm } from "./wake"
import { createZohoPort } from "./zoho-port"

/** Finished jobs that are kept. */
const HISTORY = 200

export interface Worker {
  readonly receive: ReturnType<typeof createReceiver>
  /** The alarm rang. */
  wake(): Promise<void>
}

export function createWorker(): Worker {
  const ready = assemble()

  // The table exists at once, so that the first message finds its listener; the handlers wait.
  const later = new Proxy({} as Handlers, {
    get: (_, name: keyof Handlers) => async (request: never, sender: never) =>
      ((await ready).handlers[name] as (request: never, sender: never) => unknown)(request, sender),
  })
  return {
    receive: createReceiver(later, { id: browser.runtime.id, origin: originOf(browser.runtime.getURL("/")) }),
    async wake(): Promise<void> {
      const { runner } = await ready
      runner.wake()
      await arrangeAlarm(runner)
    },
  }
}

async function assemble(): Promise<{ handlers: Handlers; runner: Runner }> {
  const store = await openStore()
  const tokens = createTokens(store)
  const catalog = createCatalog(store, tokens)
  const runner = createRunner({
    clock: {
      now: () => Date.now(),
      after: (delay, callback) => {
        const timer = setTimeout(callback, delay)
        return () => clearTimeout(timer)
      },
    },
    random: Math.random,
    journal: store.jobs,
    zoho: (job) => createZohoPort(tokens, job),
    becomeOnly: holdRunnerLock,
    widest: () => CONCURRENCY_OF_ANY_EDITION,
    onSaved: (job) => void onSaved(store, runner, job),
  })
  void runner.ready.then(() => afterStart(store, runner))
  const needs = { store, catalog, runner: withAlarm(runner) }
  const handlers: Handlers = {
    ...pageHandlers(needs),
    ...deletionHandlers(needs),
    ...jobHandlers(needs),
    ...accountHandlers(needs),
    ...managerHandlers(needs),
  }
  return { handlers, runner }
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

async function afterStart(store: Store, runner: Runner): Promise<void> {
  await arrangeAlarm(runner)
  await showOpenJobs(store)
}

async function onSaved(store: Store, runner: Runner, job: Job): Promise<void> {
  await arrangeAlarm(runner)
  await showOpenJobs(store)
  if (job.finishedAt !== null) {
    await store.capabilities.learn(job.org.id, "chunkLimit", job.chunkLimit, job.finishedAt)
    await store.jobs.prune(HISTORY)
  }
}

async function showOpenJobs(store: Store): Promise<void> {
  await showBadge(await store.jobs.open())
}

function originOf(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
