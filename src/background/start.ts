/**
 * Assembles the background: store, accounts, engine, handlers. Every answer waits until the storage is open. If it does
 * not open, or the browser closes it, the next request opens it again. Nothing is deleted without it.
 */
import browser from "webextension-polyfill"

import { createTokens } from "../accounts/tokens"
import { storageProblem } from "../i18n/fault-text"
import { createRunner, type Runner } from "../jobs/runner"
import type { Clock } from "../jobs/timing"
import { createReceiver, type Handlers } from "../messages/receive"
import { announceChange, changesOf } from "../storage/change-events"
import { storageFaultOf } from "../storage/database"
import { DEFAULTS, type Settings } from "../storage/settings"
import { openStore, type Store } from "../storage/store"
import { arrangeAlarm, wakeLater, withAlarm } from "./alarm"
import { Badge } from "./badge"
import { connectIntended } from "./connecting"
import { arrangeScripts, runInOpenTabs } from "./content-scripts"
import { createFindTagsMenu } from "./find-tags"
import { accountHandlers } from "./handlers/accounts"
import { draftHandlers } from "./handlers/drafts"
import { handlersWithoutStorage, holdRunnerLock, onlyAsLeader } from "./handlers/guards"
import { jobHandlers } from "./handlers/jobs"
import { checkHandlers } from "./handlers/org-check"
import { findTagsHandlers, pageConnectHandlers, pageHandlers } from "./handlers/tag-page"
import { managerHandlers } from "./handlers/tags"
import { afterStart, savedHandler } from "./housekeeping"
import { Catalog } from "./org-catalog"
import { createTabLimit } from "./page-org"
import { createStoredBackups, createZohoPort } from "./ports"
import { protectedNow } from "./selected-tags"

/** @param ended no timer calls back after this aborts */
function clockUntil(ended: AbortSignal): Clock {
  return {
    now: () => Date.now(),
    after(delay, callback): () => void {
      const timer = setTimeout(() => ended.aborted || callback(), delay)
      return () => clearTimeout(timer)
    },
  }
}

export class Background {
  // A page restored by the browser may send a request before the browser's startup event arrives.
  readonly #workerStart = Date.now()
  readonly #badge = new Badge()
  #opening: Promise<Parts | Closed> | undefined

  readonly receive = createReceiver(
    handlersOnceOpen(() => this.#ready()),
    { id: browser.runtime.id, origin: browser.runtime.getURL("/").slice(0, -1) },
  )

  constructor() {
    void this.#ready()
  }

  #ready(): Promise<Parts | Closed> {
    return (this.#opening ??= this.#open())
  }

  async #open(): Promise<Parts | Closed> {
    const forget = (): void => void (this.#opening = undefined)
    try {
      const store = await openStore()
      store.closed.addEventListener("abort", forget)
      return await assemble(store, this.#badge)
    } catch (error) {
      forget()
      const problem = storageProblem(storageFaultOf(error))
      this.#badge.warn(problem)
      await wakeLater()
      return { handlers: handlersWithoutStorage(problem) }
    }
  }

  /** Does nothing if the storage does not open. */
  async #whenOpen(act: (parts: Parts) => Promise<void>): Promise<void> {
    const parts = await this.#ready()
    if ("store" in parts) await act(parts)
  }

  /** Continues the open jobs, for example at an alarm. */
  wake(): Promise<void> {
    return this.#whenOpen(async ({ runner }) => {
      runner.wake()
      await arrangeAlarm(runner)
    })
  }

  /** The browser has started: removes the drafts of the last session. */
  started(): Promise<void> {
    return this.#whenOpen(async ({ store }) => {
      await store.drafts.removeEarlier(this.#workerStart)
      await this.wake()
    })
  }

  /** Host permissions were granted: runs our scripts on those pages and continues what waited for the permission. */
  permitted(): Promise<void> {
    return this.#whenOpen(async (parts) => {
      const { store, runner } = parts
      for (const { id } of await store.accounts.list()) await runner.resumeWaiting(id)
      announceChange("permissions")
      await arrangeScripts(store)
      await runInOpenTabs()
      await connectIntended(parts)
    })
  }

  /** Host permissions were revoked. */
  async forbidden(): Promise<void> {
    announceChange("permissions")
    await this.#whenOpen(({ store }) => arrangeScripts(store))
  }

  /** Opens the question whether to restore what a job deleted. False if it could not be opened. */
  async undo(jobId: string): Promise<boolean> {
    const parts = await this.#ready()
    if (!("store" in parts)) return false
    const own = { callerClass: "extension", tabId: null } as const
    const drafted = await parts.handlers.draft({ kind: "restore", backupId: jobId, tags: null }, own)
    return drafted.ok && (await parts.handlers["draft.show"]({ draftId: drafted.value.draftId }, own)).ok
  }

  /** Updates our context menu and script registrations after a start, an update or a policy change. */
  async arrangeFindTags(): Promise<void> {
    // In parallel: after its start, Chromium may delay the policy, which must not delay the scripts.
    await Promise.all([createFindTagsMenu(), this.#whenOpen(({ store }) => arrangeScripts(store))])
  }
}

/** A handler table that exists at once, for the first message. Each handler waits until the storage is open. */
function handlersOnceOpen(ready: () => Promise<Parts | Closed>): Handlers {
  return new Proxy({} as Handlers, {
    get: (_, name: keyof Handlers) => async (request: never, sender: never) => {
      const handler = (await ready()).handlers[name]
      if (!handler) throw new Error(`${name} needs the storage`)
      return (handler as (request: never, sender: never) => unknown)(request, sender)
    },
  })
}

interface Closed {
  readonly handlers: Partial<Handlers>
}

interface Parts {
  readonly store: Store
  readonly handlers: Handlers
  readonly runner: Runner
}

async function assemble(store: Store, badge: Badge): Promise<Parts> {
  const clock = clockUntil(store.closed)
  // For work that is not awaited. It may fail once the storage is closed.
  const runDetached = (work: Promise<void>): void =>
    void work.catch((error: unknown) => {
      if (!store.closed.aborted) throw error
    })
  const tokens = createTokens(store)
  const catalog = new Catalog(store, tokens)
  const settings = liveSettings(store, store.closed)
  // One lock for jobs of all kinds.
  const only = holdRunnerLock(store.closed)
  const engine = createRunner({
    ...{ clock, random: Math.random, journal: store.jobs, acquireLeadership: () => only },
    maxConcurrency: () => settings().concurrency,
    protectedNow: () => protectedNow(store),
    backups: createStoredBackups(store, tokens),
    zoho: (job) => createZohoPort({ store, tokens }, job),
    onSaved: (job) => {
      badge.moved(job)
      runDetached(afterSave(job))
    },
  })
  const runner = withAlarm(engine)
  const afterSave = savedHandler(store, () => arrangeAlarm(runner))
  runDetached(runner.ready.then(() => afterStart(store, runner, badge)))
  const needs = { store, tokens, catalog, runner, isTooOften: createTabLimit() }
  const handlers: Handlers = {
    ...{ ...pageHandlers(needs), ...pageConnectHandlers(needs) },
    ...draftHandlers(needs),
    ...jobHandlers(needs),
    ...accountHandlers(needs),
    ...managerHandlers(needs),
    ...findTagsHandlers(needs),
    ...checkHandlers(needs),
  }
  return { store, handlers: onlyAsLeader(handlers, runner.ready), runner }
}

interface Lockable {
  setAccessLevel?(options: { accessLevel: "TRUSTED_CONTEXTS" }): Promise<void>
}

/**
 * Blocks content scripts from the extension's storage, though `storage.local` contains nothing secret. Firefox lacks
 * this API (https://github.com/mdn/browser-compat-data/issues/26694); Chrome supports it for `local` since version 140.
 */
export async function lockStorage(): Promise<void> {
  for (const area of [browser.storage.local, browser.storage.session, browser.storage.managed] as Lockable[])
    await area.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" }).catch(() => undefined)
}

/** Synchronous access to the settings; defaults until they are read. Follows changes until `signal` aborts. */
export function liveSettings(store: Store, signal: AbortSignal): () => Settings {
  let settings = DEFAULTS
  const read = async (): Promise<void> => {
    settings = await store.settings.get()
  }
  changesOf("settings", "policy")(() => void read(), signal)
  void read()
  return () => settings
}
