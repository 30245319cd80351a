/**
 * Restores from their plan to their end: the real engine, store and API client over the sandbox, without sockets and
 * in a time that passes while everybody waits.
 */
import { expect, vi } from "vitest"
import browser from "webextension-polyfill"
import { createTokens } from "../../src/accounts/tokens"
import type { BackupTag } from "../../src/backup/backup"
import { isFinished } from "../../src/deletion/job"
import type { Outcome } from "../../src/messaging/views"
import { planRestore } from "../../src/restore/plan"
import { createLanes } from "../../src/runner/lanes"
import { createTaskRunner } from "../../src/task/runner"
import type { Task, TaskRecord } from "../../src/task/task"
import { accountHandlers } from "../../src/worker/account-handlers"
import { createConnecting } from "../../src/worker/connecting"
import { createStoredBackups } from "../../src/worker/backup-port"
import { createTaskPort } from "../../src/worker/task-port"
import { FEATURES } from "../../src/zoho/scopes"
import type { SeededOrg } from "../sandbox"
import { quietClock } from "../unit/quiet-clock"
import { accountsWorld } from "./accounts-world"
import type { AccountsWorld } from "./accounts-world"

const OWN_PAGE = { callerClass: "extension", tabId: null } as never

export interface RestoreWorld extends AccountsWorld {
  readonly org: SeededOrg
  /** Every state that a task was saved in. */
  readonly saves: readonly Task[]
  /** What a deletion of all of a module's tags would have backed up; they are deleted as another user would. */
  deleted(apiName: string): BackupTag[]
  /** Restores them, until the task ends or waits for a person. */
  restore(apiName: string, tags: readonly BackupTag[], check?: Task["check"]): Promise<TaskRecord>
  /** Tells a task what the person does, and lets it run again. */
  tell(taskId: string, type: "resume" | "cancel" | "retry"): Promise<TaskRecord>
}

function good<T>(outcome: Outcome<T>): T {
  return outcome.ok ? outcome.value : expect.fail(`${outcome.problem.kind}: ${outcome.problem.happened}`)
}

/** Needs `Date` to be faked. @param seed the org, before anything of it is deleted */
export async function restoreWorld(seed: (world: AccountsWorld) => SeededOrg): Promise<RestoreWorld> {
  const world = await accountsWorld()
  const org = seed(world)
  const { store, zoho } = world
  const clock = quietClock()
  const ask = globalThis.fetch
  vi.stubGlobal("fetch", (input: Request | string | URL, init?: RequestInit) =>
    clock.busyWith(ask(new Request(input, init))),
  )
  Object.assign(browser, { permissions: { contains: () => Promise.resolve(true) } })
  const tokens = createTokens(store)
  const saved = new Map<string, Task>()
  const saves: Task[] = []
  const tasks = createTaskRunner({
    ...{ clock, journal: store.tasks, backups: createStoredBackups(store, tokens) },
    lanes: createLanes(
      clock,
      () => 0.5,
      () => 5,
    ),
    zoho: (task) => createTaskPort({ store, tokens }, task),
    becomeOnly: () => Promise.resolve(),
    protectedNow: () => Promise.resolve(() => false),
    onSaved: (task) => {
      saved.set(task.id, task)
      saves.push(task)
    },
  })
  const accounts = accountHandlers({
    store,
    connecting: createConnecting(store, tasks),
    work: tasks,
    runner: { tell: () => Promise.resolve() },
    tasks,
  })
  const { clientId } = world.client("client-based")
  const connect = { kind: "client-based", clientId, location: org.dataCentre }
  const { id: accountId } = good(await accounts["account.connect"](connect as never, OWN_PAGE))
  good(await accounts["account.grant"]({ accountId, features: [...FEATURES] }, OWN_PAGE))

  async function untilRest(taskId: string): Promise<TaskRecord> {
    await clock.until(() => {
      const task = saved.get(taskId)
      return (
        task !== undefined && (isFinished(task.state) || (task.pause !== null && task.pause.until === null))
      )
    })
    return (await store.tasks.load(taskId)) ?? expect.fail("the task is gone")
  }

  return Object.assign(world, {
    org,
    saves,
    deleted(apiName: string): BackupTag[] {
      const tags = backupOf(world, org, apiName)
      zoho.removeTags(
        org.zgid,
        apiName,
        tags.map(({ id }) => id),
      )
      return tags
    },
    async restore(apiName: string, tags: readonly BackupTag[], check: Task["check"] = "records") {
      const { id, pluralLabel } = zoho.module(org.zgid, apiName)
      const where = { id: org.zgid, name: org.name, location: org.dataCentre, environment: org.environment }
      const task = planRestore({
        ...{ id: crypto.randomUUID(), now: Date.now(), org: where, accountId, confirmedBy: null },
        ...{ module: { id, apiName, pluralLabel }, backupId: "backup", tags, check },
      })
      await tasks.add(task)
      return untilRest(task.job.id)
    },
    async tell(taskId: string, type: "resume" | "cancel" | "retry") {
      saved.delete(taskId)
      await tasks.tell(taskId, { type })
      return untilRest(taskId)
    },
  })
}

function backupOf({ zoho }: AccountsWorld, org: SeededOrg, apiName: string): BackupTag[] {
  const records = zoho.records(org.zgid, apiName)
  const none = { createdBy: null, createdTime: null, modifiedBy: null, modifiedTime: null, records: null }
  return zoho.tags(org.zgid, apiName).map(({ id, name, colorCode }, index) => ({
    ...{ backupId: "backup", index, id, name, colorCode, ...none, recordsComplete: true },
    recordIds: records.filter(({ tagIds }) => tagIds.has(id)).map((record) => record.id),
  }))
}
