/** The background over the sandbox's Zoho, without a browser: the real store, accounts, engines and handlers. */
import { vi } from "vitest"
import browser from "webextension-polyfill"
import { createTokens } from "../../src/accounts/tokens"
import { isFinished, type Job } from "../../src/deletion/job"
import { createRunner, type Runner } from "../../src/deletion/runner"
import { createLanes } from "../../src/runner/lanes"
import { createTaskRunner, type TaskRunner } from "../../src/task/runner"
import type { Task } from "../../src/task/task"
import { accountHandlers } from "../../src/worker/account-handlers"
import { createConnecting } from "../../src/worker/connecting"
import { createStoredBackups } from "../../src/worker/backup-port"
import { createCatalog } from "../../src/worker/catalog"
import { draftHandlers } from "../../src/worker/draft-handlers"
import { jobHandlers } from "../../src/worker/job-handlers"
import { protectedNow } from "../../src/worker/live-settings"
import { createQuestionWindow } from "../../src/worker/question-window"
import { createTabLimit } from "../../src/worker/tab-limit"
import { taskHandlers } from "../../src/worker/task-handlers"
import { createTaskPort } from "../../src/worker/task-port"
import { createZohoPort } from "../../src/worker/zoho-port"
import { quietClock, type QuietClock } from "../unit/quiet-clock"
import type { AccountsWorld } from "./accounts-world"

/** One of our own pages. */
export const OWN_PAGE = { callerClass: "extension", tabId: 1 } as const

export interface Background {
  readonly on: ReturnType<typeof handlersOf>
  readonly clock: QuietClock
  readonly runner: Runner
  readonly tasks: TaskRunner
  /** Lets time pass until a job, a restore or a merge has ended, or waits for a person. */
  settled(id: string): Promise<Job | Task>
}

type Needs = Parameters<typeof accountHandlers>[0] &
  Parameters<typeof jobHandlers>[0] &
  Parameters<typeof draftHandlers>[0]

// eslint-disable-next-line @typescript-eslint/explicit-function-return-type -- all that the handlers' files give
function handlersOf(needs: Needs) {
  return {
    ...accountHandlers(needs),
    ...draftHandlers(needs),
    ...jobHandlers(needs),
    ...taskHandlers(needs),
  }
}

/** Needs `Date` to be faked. Takes up what the store's journal holds, as a worker that starts. */
export function startBackground(world: AccountsWorld): Background {
  const { store } = world
  const storage = { estimate: () => Promise.resolve({ usage: 0, quota: 1e9 }) }
  vi.stubGlobal("navigator", { locks: navigator.locks, storage })
  Object.assign(browser.permissions, { contains: () => Promise.resolve(world.permitted) })
  const clock = quietClock()
  const ask = globalThis.fetch
  vi.stubGlobal("fetch", (...asked: Parameters<typeof fetch>) => clock.busyWith(ask(...asked)))
  const tokens = createTokens(store)
  const catalog = createCatalog(store, tokens)
  const saved = new Map<string, Job | Task>()
  const lanes = createLanes(
    clock,
    () => 0.5,
    () => 5,
  )
  const ports = {
    ...{ clock, becomeOnly: () => Promise.resolve(), backups: createStoredBackups(store, tokens) },
    protectedNow: () => protectedNow(store),
  }
  const onSaved = (work: Job | Task): void => void saved.set(work.id, work)
  const runner = createRunner(
    {
      ...{ ...ports, random: () => 0.5, widest: () => 5, journal: store.jobs, onSaved },
      zoho: (job) => createZohoPort({ store, tokens }, job),
    },
    undefined,
    lanes,
  )
  const tasks = createTaskRunner({
    ...{ ...ports, lanes, journal: store.tasks, onSaved },
    zoho: (task) => createTaskPort({ store, tokens }, task),
  })
  const work = {
    resumeWaiting: async (id: string): Promise<void> => {
      await Promise.all([runner.resumeWaiting(id), tasks.resumeWaiting(id)])
    },
  }
  const connecting = createConnecting(store, work)
  const question = createQuestionWindow(store)
  const limit = createTabLimit()
  return {
    on: handlersOf({ store, connecting, tokens, catalog, runner, tasks, work, question, limit }),
    ...{ clock, runner, tasks },
    async settled(id): Promise<Job | Task> {
      const isSettled = (): boolean => {
        const last = saved.get(id)
        return last !== undefined && (isFinished(last.state) || last.pause?.until === null)
      }
      await clock.until(isSettled)
      const last = saved.get(id)
      if (!last) throw new Error("it is gone")
      saved.delete(id)
      return last
    },
  }
}
