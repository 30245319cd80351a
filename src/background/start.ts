/**
 * Puts the background together: store, accounts, engine, handlers. Every answer waits for the storage to be open. Where it
 * does not open, or is closed under us, the next request opens it again. Without it nothing is deleted.
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

export class Background {
  // A page that the browser restored may ask before we hear that the browser has started.
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

  /** Runs `act` once storage is open; without storage, not at all. */
  async #whenOpen(act: (parts: Parts) => Promise<void>): Promise<void> {
    const parts = await this.#ready()
    if ("store" in parts) await act(parts)
  }

  wake(): Promise<void> {
    return this.#whenOpen(async ({ runner }) => {
      runner.wake()
      await arrangeAlarm(runner)
    })
  }

  /** The browser has started: no earlier question is open any more. */
  started(): Promise<void> {
    return this.#whenOpen(async ({ store }) => {
      await store.drafts.removeEarlier(this.#workerStart)
      await this.wake()
    })
  }

  /** The browser lets us reach more hosts: our scripts go onto their pages, and what waited for it goes on. */
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

  async forbidden(): Promise<void> {
    announceChange("permissions")
    await this.#whenOpen(({ store }) => arrangeScripts(store))
  }

  /** Asks in a window whether what a job deleted is to be restored. False: it can't be asked. */
  async undo(jobId: string): Promise<boolean> {
    const parts = await this.#ready()
    if (!("store" in parts)) return false
    const own = { callerClass: "extension", tabId: null } as const
    const drafted = await parts.handlers.draft({ kind: "restore", backupId: jobId, tags: null }, own)
    return drafted.ok && (await parts.handlers["draft.show"]({ draftId: drafted.value.draftId }, own)).ok
  }

  /** After a start, an update or a change of the policy: what the browser keeps of our menu and our scripts follows. */
  async arrangeFindTags(): Promise<void> {
    // Chromium may let us wait for the policy after its start: Zoho's pages do not.
    await Promise.all([createFindTagsMenu(), this.#whenOpen(({ store }) => arrangeScripts(store))])
  }
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
  // For work without a caller: errors after the storage was closed are expected.
  const onItsOwn = (work: Promise<void>): void =>
    void work.catch((error: unknown) => {
      if (!store.closed.aborted) throw error
    })
  const tokens = createTokens(store)
  const catalog = new Catalog(store, tokens)
  const settings = liveSettings(store, store.closed)
  // One lock for the jobs of every kind.
  const only = holdRunnerLock(store.closed)
  const bare = createRunner({
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
  const runner = withAlarm(bare)
  const afterSave = savedHandler(store, () => arrangeAlarm(runner))
  onItsOwn(runner.ready.then(() => afterStart(store, runner, badge)))
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
 * Closes the extension's storage to content scripts, though nothing secret is in `storage.local`. Firefox has no such call
 * (https://github.com/mdn/browser-compat-data/issues/26694), Chrome has it for `local` from 140 on.
 */
export async function lockStorage(): Promise<void> {
  for (const area of [browser.storage.local, browser.storage.session, browser.storage.managed] as Lockable[])
    await area.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" }).catch(() => undefined)
}

/** The settings for callers that cannot wait; the defaults until they are read. Follows changes until `signal` aborts. */
export function liveSettings(store: Store, signal: AbortSignal): () => Settings {
  let settings = DEFAULTS
  const read = async (): Promise<void> => {
    settings = await store.settings.get()
  }
  changesOf("settings", "policy")(() => void read(), signal)
  void read()
  return () => settings
}
