/**
 * Puts the background together: store, accounts, engine, handlers. Every answer waits for the storage to be open. Where
 * it does not open, or is closed under us, the next who asks has it opened again. Without it nothing is deleted: what is
 * not written down first could be sent twice, and protected names could not be known.
 */
import browser from "webextension-polyfill"
import { createTokens } from "../accounts/tokens"
import { createReceiver } from "../messaging/receive"
import type { Handlers } from "../messaging/receive"
import { createRunner } from "../jobs/runner"
import type { Runner } from "../jobs/runner"
import type { Clock } from "../jobs/timing"
import { announceChange } from "../store/changes"
import { storageFaultOf } from "../store/database"
import { createPolicyStore, isOff } from "../store/policy"
import { openStore, type Store } from "../store/store"
import { storageProblem } from "../ui/storage-problem"
import { accountHandlers } from "./account-handlers"
import { createStoredBackups } from "./backup-port"
import { createBadge } from "./badge"
import type { Badge } from "./badge"
import { checkHandlers } from "./check-handlers"
import { createCatalog } from "./catalog"
import { createConnecting } from "./connecting"
import type { Connecting } from "./connecting"
import { draftHandlers } from "./draft-handlers"
import { jobHandlers } from "./job-handlers"
import { liveSettings, protectedNow } from "./live-settings"
import { lookHandlers } from "./look-handlers"
import { createLookMenu } from "./look-menu"
import { managerHandlers } from "./manager-handlers"
import { runInOpenTabs } from "./content-scripts"
import { createMovedPages } from "./moved-pages"
import type { MovedPages } from "./moved-pages"
import { afterStart, savedHandler } from "./housekeeping"
import { handlersWithoutStorage } from "./no-storage"
import { pageConnectHandlers } from "./page-connect"
import { pageHandlers } from "./page-handlers"
import { createQuestionWindow } from "./question-window"
import { createTabLimit } from "./tab-limit"
import { arrangeAlarm, wakeLater, withAlarm } from "./wake"
import { holdRunnerLock, whenOnly } from "./when-only"
import { createZohoPort } from "./zoho-port"

/** @param ended from then on nothing is called back any more */
function clockUntil(ended: AbortSignal): Clock {
  return {
    now: () => Date.now(),
    after(delay, callback): () => void {
      const timer = setTimeout(() => ended.aborted || callback(), delay)
      return () => clearTimeout(timer)
    },
  }
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
  const badge = createBadge()
  const policy = createPolicyStore()
  const mayNotLook = async (): Promise<boolean> => isOff(await policy.get(), "look")
  let opening: Promise<Parts | Closed> | undefined

  /** All parts, or why there is no storage. */
  function ready(): Promise<Parts | Closed> {
    return (opening ??= open())
  }
  async function open(): Promise<Parts | Closed> {
    const forget = (): void => void (opening = undefined)
    try {
      const store = await openStore()
      store.closed.addEventListener("abort", forget)
      return await assemble(store, badge)
    } catch (error) {
      forget()
      const problem = storageProblem(storageFaultOf(error))
      badge.warn(problem)
      await wakeLater()
      return { handlers: handlersWithoutStorage(problem) }
    }
  }

  /** What can be done only with the storage. */
  async function whenOpen(act: (parts: Parts) => Promise<void>): Promise<void> {
    const parts = await ready()
    if ("store" in parts) await act(parts)
  }
  const wake = (): Promise<void> =>
    whenOpen(async ({ runner }) => {
      runner.wake()
      await arrangeAlarm(runner)
    })
  void ready()
  return {
    receive: createReceiver(handlersOnceOpen(ready), {
      id: browser.runtime.id,
      origin: originOf(browser.runtime.getURL("/")),
    }),
    wake,
    started: () =>
      whenOpen(async ({ store }) => {
        await store.drafts.removeAll()
        await wake()
      }),
    permitted: () => whenOpen(goOnWherePermitted),
    async forbidden(): Promise<void> {
      announceChange("permissions")
      await whenOpen(({ movedPages }) => movedPages.arrange())
    },
    mayNotLook,
    async arrangeLooking(): Promise<void> {
      await createLookMenu(await mayNotLook())
      await whenOpen(({ movedPages }) => movedPages.arrange())
    },
  }
}

async function goOnWherePermitted({ store, runner, movedPages, connecting }: Parts): Promise<void> {
  for (const { id } of await store.accounts.list()) await runner.resumeWaiting(id)
  announceChange("permissions")
  await arrangeAlarm(runner)
  await movedPages.arrange()
  await runInOpenTabs()
  await connecting.goOn()
}

/** The table exists at once, so that the first message finds its listener; the handlers wait. */
function handlersOnceOpen(ready: () => Promise<Parts | Closed>): Handlers {
  return new Proxy({} as Handlers, {
    get: (_, name: keyof Handlers) => async (request: never, sender: never) => {
      const handler = (await ready()).handlers[name]
      if (!handler) throw new Error(`${name} needs the storage`)
      return (handler as (request: never, sender: never) => unknown)(request, sender)
    },
  })
}

/** Without storage. */
interface Closed {
  readonly handlers: Partial<Handlers>
}

interface Parts {
  readonly store: Store
  readonly handlers: Handlers
  readonly runner: Runner
  readonly movedPages: MovedPages
  readonly connecting: Connecting
}

async function assemble(store: Store, badge: Badge): Promise<Parts> {
  const clock = clockUntil(store.closed)
  const onItsOwn = runsUntil(store.closed)
  const movedPages = createMovedPages(store)
  const tokens = createTokens(store)
  const catalog = createCatalog(store, tokens)
  const settings = liveSettings(store, store.closed)
  // One lock for the jobs of every kind.
  const only = holdRunnerLock(store.closed)
  const runner = createRunner({
    ...{ clock, random: Math.random, journal: store.jobs, acquireLeadership: () => only },
    maxConcurrency: () => settings().concurrency,
    protectedNow: () => protectedNow(store),
    backups: createStoredBackups(store, tokens),
    zoho: (job) => createZohoPort({ store, tokens }, job),
    onSaved: (job) => {
      badge.moved(job)
      onItsOwn(afterSave(job))
    },
  })
  const afterSave = savedHandler(store, () => arrangeAlarm(runner))
  onItsOwn(runner.ready.then(() => afterStart(store, runner, badge)))
  const alarmed = withAlarm(runner)
  const connecting = createConnecting(store, alarmed)
  const needs = {
    ...{ store, connecting, tokens, catalog, runner: alarmed },
    ...{ question: createQuestionWindow(store), limit: createTabLimit() },
  }
  const handlers: Handlers = {
    ...{ ...pageHandlers(needs), ...pageConnectHandlers(needs) },
    ...draftHandlers(needs),
    ...jobHandlers(needs),
    ...accountHandlers(needs),
    ...managerHandlers(needs),
    ...lookHandlers({ store, movedPages }),
    ...checkHandlers(needs),
  }
  return { store, handlers: whenOnly(handlers, runner.ready), runner, movedPages, connecting }
}

/** For what nobody waits for: it comes to nothing when the storage is closed. */
function runsUntil(closed: AbortSignal): (work: Promise<void>) => void {
  return (work) =>
    void work.catch((error: unknown) => {
      if (!closed.aborted) throw error
    })
}

function originOf(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
