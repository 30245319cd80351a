/** Runs the background against the sandbox, without a browser: real store, accounts, engine and handlers. */
import { vi } from "vitest"
import browser from "webextension-polyfill"
import { createTokens } from "../../src/accounts/tokens"
import { accountHandlers } from "../../src/background/handlers/accounts"
import { draftHandlers } from "../../src/background/handlers/drafts"
import { jobHandlers } from "../../src/background/handlers/jobs"
import { Catalog } from "../../src/background/org-catalog"
import { createTabLimit } from "../../src/background/page-org"
import { createStoredBackups, createZohoPort } from "../../src/background/ports"
import { protectedNow } from "../../src/background/selected-tags"
import { isFinished, type Job } from "../../src/jobs/job"
import { createRunner, type Runner } from "../../src/jobs/runner"
import { quietClock, type QuietClock } from "./quiet-clock"
import type { AccountsWorld } from "./accounts-world"

/** One of our own pages. */
export const OWN_PAGE = { callerClass: "extension", tabId: 1 } as const

export interface Background {
  readonly on: ReturnType<typeof handlersOf>
  readonly clock: QuietClock
  readonly runner: Runner
  /** Lets time pass until a job has ended or waits for the user. */
  settled(id: string): Promise<Job>
}

type Needs = Parameters<typeof accountHandlers>[0] &
  Parameters<typeof jobHandlers>[0] &
  Parameters<typeof draftHandlers>[0]

// oxlint-disable-next-line typescript/explicit-function-return-type -- inferred from the handlers
function handlersOf(needs: Needs) {
  return {
    ...accountHandlers(needs),
    ...draftHandlers(needs),
    ...jobHandlers(needs),
  }
}

/** Needs a faked `Date`. Continues the jobs in the store's journal, like a starting worker. */
export function startBackground(world: AccountsWorld): Background {
  const { store } = world
  const storage = { estimate: () => Promise.resolve({ usage: 0, quota: 1e9 }) }
  vi.stubGlobal("navigator", { locks: navigator.locks, storage })
  Object.assign(browser.permissions, { contains: () => Promise.resolve(world.permitted) })
  const clock = quietClock()
  const ask = globalThis.fetch
  vi.stubGlobal("fetch", (...args: Parameters<typeof fetch>) => clock.busyWith(ask(...args)))
  const tokens = createTokens(store)
  const catalog = new Catalog(store, tokens)
  const saved = new Map<string, Job>()
  const runner = createRunner({
    ...{ clock, random: () => 0.5, maxConcurrency: () => 5, journal: store.jobs },
    ...{ acquireLeadership: () => Promise.resolve(), backups: createStoredBackups(store, tokens) },
    protectedNow: () => protectedNow(store),
    zoho: (job) => createZohoPort({ store, tokens }, job),
    onSaved: (job) => void saved.set(job.id, job),
  })
  const isTooOften = createTabLimit()
  return {
    on: handlersOf({ store, tokens, catalog, runner, isTooOften }),
    ...{ clock, runner },
    async settled(id): Promise<Job> {
      const isSettled = (): boolean => {
        const last = saved.get(id)
        return last !== undefined && (isFinished(last.state) || last.pause?.until === null)
      }
      await clock.until(isSettled)
      const last = saved.get(id)
      if (!last) throw new Error("the job is gone")
      saved.delete(id)
      return last
    },
  }
}
