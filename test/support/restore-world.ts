/**
 * Runs restores from plan to end: real engine, store and API client against the sandbox, without sockets and with a
 * clock that jumps to the next timer when idle.
 */
import { expect, vi } from "vitest"
import browser from "webextension-polyfill"
import { createTokens } from "../../src/accounts/tokens"
import { accountHandlers } from "../../src/background/handlers/accounts"
import { createStoredBackups, createZohoPort } from "../../src/background/ports"
import type { BackupTag } from "../../src/backup/backup"
import { isFinished, type Job } from "../../src/jobs/job"
import { planRestore } from "../../src/jobs/plan"
import type { JobRecord } from "../../src/jobs/record"
import { createRunner } from "../../src/jobs/runner"
import type { Outcome } from "../../src/messages/views"
import { FEATURES } from "../../src/zoho/scopes"
import type { SeededOrg } from "../sandbox"
import { quietClock } from "./quiet-clock"
import { accountsWorld, type AccountsWorld } from "./accounts-world"

const OWN_PAGE = { callerClass: "extension", tabId: null } as never

export interface RestoreWorld extends AccountsWorld {
  readonly org: SeededOrg
  /** Every save of a job, in order. */
  readonly saves: readonly Job[]
  /** Deletes all tags of a module, as another user would. Returns what a backup of them would contain. */
  deleted(apiName: string): BackupTag[]
  /** Restores tags until the job ends or waits for the user. */
  restore(apiName: string, tags: readonly BackupTag[], confirmBy?: Job["confirmBy"]): Promise<JobRecord>
  /** Sends a user action to a job, then lets it run until it ends or waits. */
  dispatch(jobId: string, type: "resume" | "cancel"): Promise<JobRecord>
}

function good<T>(outcome: Outcome<T>): T {
  return outcome.ok ? outcome.value : expect.fail(`${outcome.problem.kind}: ${outcome.problem.happened}`)
}

/** Needs a faked `Date`. @param seed creates the org, before anything is deleted */
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
  const saved = new Map<string, Job>()
  const saves: Job[] = []
  const runner = createRunner({
    ...{ clock, journal: store.jobs, backups: createStoredBackups(store, tokens) },
    ...{ random: () => 0.5, maxConcurrency: () => 5 },
    zoho: (job) => createZohoPort({ store, tokens }, job),
    acquireLeadership: () => Promise.resolve(),
    protectedNow: () => Promise.resolve(() => false),
    onSaved: (job) => {
      saved.set(job.id, job)
      saves.push(job)
    },
  })
  const accounts = accountHandlers({ store, runner })
  const { clientId } = world.client("client-based")
  const connect = { kind: "client-based", clientId, location: org.dataCenter, environment: "production" }
  const { id: accountId } = good(await accounts["account.connect"](connect as never, OWN_PAGE))
  good(await accounts["account.grant"]({ accountId, features: [...FEATURES] }, OWN_PAGE))

  async function untilRest(jobId: string): Promise<JobRecord> {
    await clock.until(() => {
      const job = saved.get(jobId)
      return job !== undefined && (isFinished(job.state) || job.pause?.until === null)
    })
    return (await store.jobs.load(jobId)) ?? expect.fail("the job is gone")
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
    async restore(apiName: string, tags: readonly BackupTag[], confirmBy: Job["confirmBy"] = "records") {
      const { id, pluralLabel } = zoho.module(org.zgid, apiName)
      const where = { id: org.zgid, name: org.name, location: org.dataCenter, environment: org.environment }
      const record = planRestore({
        ...{ id: crypto.randomUUID(), now: Date.now(), org: where, accountId, confirmedBy: null },
        ...{ module: { id, apiName, pluralLabel }, backupId: "backup", tags, confirmBy },
      })
      await runner.add(record)
      return untilRest(record.job.id)
    },
    async dispatch(jobId: string, type: "resume" | "cancel") {
      saved.delete(jobId)
      await runner.dispatch(jobId, { type })
      return untilRest(jobId)
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
