/** The engine's ports for one life of the worker in the simulated world. */
import type { BackupParts } from "../../../src/backup/backup"
import { createBackupPort } from "../../../src/backup/collect"
import type { Job } from "../../../src/jobs/job"
import type { BackupPort, Journal, Ports, ZohoPort } from "../../../src/jobs/ports"
import type { ZohoResult } from "../../../src/zoho/errors/fault"
import { recordsIn } from "./backup-parts"
import type { Browser } from "./browser"
import type { Disk } from "./disk"
import { travel, type Life } from "./life"
import type { Network } from "./network"
import type { Watch } from "./watch"
import type { World } from "./world"
import type { AccountModel, OrgModel, Zoho } from "./zoho"

/** Maximum calls in flight per org. */
export const MAX_CONCURRENCY = 4

export interface Surroundings {
  readonly world: World
  readonly zoho: Zoho
  readonly network: Network
  readonly disk: Disk
  readonly browser: () => Browser
  readonly watch: Watch
}

export function portsFor(life: Life, around: Surroundings): Ports {
  const { world, browser } = around
  return {
    clock: {
      now: () => world.clock(),
      after(delay, callback): () => void {
        browser().mayIdle(life, delay)
        return world.after(delay, () => {
          if (!life.isAlive) return
          life.lastMoved = world.timeline.now()
          callback()
        })
      },
    },
    random: () => world.random.next(),
    journal: journalFor(life, around),
    zoho: (job) => zohoFor(life, job, around),
    backups: backupsFor(life, around),
    protectedNow: () => Promise.resolve((name) => around.watch.protectedNames.has(name)),
    acquireLeadership: () => browser().acquireLock(life),
    maxConcurrency: () => MAX_CONCURRENCY,
    onSaved: () => browser().arrangeAlarm(life),
  }
}

/** Runs a transaction: it waits for its turn, and may outlive the worker that started it. */
function onDisk<T>(
  life: Life,
  { world, disk, browser }: Surroundings,
  what: string,
  act: () => T,
): Promise<T> {
  return travel(world, browser().boundaries, life, {
    ...{ what, act, there: disk.priority(), back: 1 },
    outlives: world.random.chance(0.5),
  })
}

function backupsFor(life: Life, around: Surroundings): BackupPort {
  const { world, disk, watch } = around
  const { backupStore } = watch
  const reading = <T>(what: string, act: () => T): Promise<T> =>
    onDisk(life, around, `backup store, ${what}`, act)
  const writing = <T>(what: string, act: () => T): Promise<T> =>
    reading(what, () => {
      if (life.isAlive) watch.saving(life)
      disk.check()
      return act()
    })
  const model: BackupParts = {
    next: (id) => reading("next", () => backupStore.next(id)),
    write: (head, tags) => writing("write", () => backupStore.write(head, tags)),
    addRecords: (head, pages) => writing("add records", () => backupStore.addRecords(head, pages)),
    turnTo: (id, way) => writing("turn to another way", () => backupStore.turnTo(id, way)),
    complete: (id, asItIs) => writing("complete", () => backupStore.complete(id, asItIs)),
  }
  return createBackupPort(model, ({ job }) => {
    const { org, call } = callsFor(life, job, around)
    const find = recordsIn(org, job.module.apiName, {
      answersQueries: world.seed % 3 !== 0,
      tellsConverted: ([null, "search", "query"] as const)[world.seed % 5] ?? "query",
    })
    return {
      query: (_module, from) => call(`query ${from.tagName} after ${from.afterId}`, () => find.query(from)),
      search: (_module, from) => call(`search ${from.tagName}, ${from.page}`, () => find.search(from)),
    }
  })
}

function journalFor(life: Life, around: Surroundings): Journal {
  const { disk, watch } = around
  return {
    unfinished: () =>
      onDisk(life, around, "journal, unfinished", () =>
        disk.unfinished().map((record) => watch.loaded(record)),
      ),
    load: (jobId) =>
      onDisk(life, around, "journal, load", () => {
        const record = disk.load(jobId)
        return record && watch.loaded(record)
      }),
    save(job, changed): Promise<void> {
      if (life.isAlive) watch.saving(life)
      return onDisk(life, around, "journal, save", () => {
        disk.save(job, changed)
        watch.saved(job)
      })
    },
  }
}

type Call = <T>(what: string, perform: () => ZohoResult<T>) => Promise<ZohoResult<T>>

/** One worker's calls to Zoho for one job. */
function callsFor(
  life: Life,
  job: Pick<Job, "id" | "org" | "accountId">,
  around: Surroundings,
): { readonly org: OrgModel; readonly account: AccountModel; readonly call: Call } {
  const { world, zoho, network, watch } = around
  const org = zoho.orgOf(job)
  const account = network.account(job.accountId)

  function call<T>(what: string, perform: () => ZohoResult<T>): Promise<ZohoResult<T>> {
    if (life.isAlive) watch.calling(life, org)
    world.note(() => `call     ${job.id} ${what}`)
    const left = world.timeline.now()
    const ended = travel(world, around.browser().boundaries, life, {
      ...{ what, there: network.delay(), back: network.delay(), outlives: world.random.chance(0.5) },
      act: () => {
        const answer = network.call(org, account, perform)
        if (!answer.ok) watch.refusals.set(answer.fault, left)
        world.note(() => `answer   ${job.id} ${what}: ${answer.ok ? "good" : answer.fault.kind}`)
        return answer
      },
    })
    return ended.then((answer) => {
      watch.answered(life, org, left, answer)
      return answer
    })
  }
  return { org, account, call }
}

function zohoFor(life: Life, job: Job, around: Surroundings): ZohoPort {
  const { world, zoho, network, watch } = around
  const { org, account, call } = callsFor(life, job, around)
  const lies = (): boolean => happens(org.tagged.lies, "(lies)")
  const garbles = (): "server-error" | "lie" | null =>
    happens(org.tagged.garbles, "(records garbled)") ? "server-error" : lies() ? "lie" : null

  function happens(isOn: boolean, what: string): boolean {
    if (!isOn || world.calm || !world.random.chance(0.03)) return false
    world.count(what)
    return true
  }

  return {
    async massDelete(module, ids, mayLeave): Promise<ZohoResult<{ readonly jobId: string }> | null> {
      if (!(await mayLeave())) return null
      if (life.isAlive) watch.sending(job.id, module, ids)
      return call(`submit ${ids.length} tags (${ids.slice(0, 3).join(" ")} …)`, () => {
        const answer = zoho.submit(org, module, ids)
        // The network may deliver a request twice. The second answer is lost.
        if (world.happens("doubled-request", 0.1)) zoho.submit(org, module, ids)
        watch.submitted(job.id, answer)
        return answer
      })
    },
    createTags: (_module, tags) => {
      const names = tags.map(({ name }) => name)
      if (life.isAlive) watch.sendingTags(job.id, "create-tags", names)
      const keeps = (): boolean => world.scenario.has("kept-tags") && world.random.chance(0.3)
      return call(`create ${names.join(", ")}`, () =>
        zoho.change(org, () => {
          const answer = org.tagged.create(tags, lies, keeps)
          watch.created(job.id, names)
          return answer
        }),
      )
    },
    addTag: (_module, tag, ids) => {
      if (life.isAlive) watch.sendingTags(job.id, "add-tags", ids)
      return call(`put ${tag.name} on ${ids.length} records`, () =>
        zoho.change(org, () => org.tagged.putOn(tag, ids, garbles)),
      )
    },
    async mergeTags(keepId, goingId, mayLeave): Promise<ZohoResult<unknown> | null> {
      if (!(await mayLeave())) return null
      if (life.isAlive) watch.sendingTags(job.id, "merge-tags", [goingId])
      return call(`merge ${goingId}`, () =>
        zoho.change(org, () => {
          watch.merging(job.id, goingId)
          return org.tagged.merge(keepId, goingId)
        }),
      )
    },
    async deleteTag(id, mayLeave): Promise<ZohoResult<unknown> | null> {
      if (!(await mayLeave())) return null
      if (life.isAlive) watch.sendingTags(job.id, "delete-tag", [id])
      return call(`delete ${id}`, () => zoho.change(org, () => org.tagged.deleteOne(id)))
    },
    findRecords: (_module, { tagName, afterId, limit }) =>
      call(`find ${tagName} after ${afterId}`, () => ({
        ok: true,
        value: org.tagged.find(tagName, afterId, limit),
      })),
    status: (zohoJobId) => call(`status ${zohoJobId}`, () => zoho.status(zohoJobId)),
    listTags: (module) => call("list", () => zoho.list(org, module)),
    readModule: (module) => call("read module", () => zoho.module(org, module)),
    renew: () =>
      travel(world, around.browser().boundaries, life, {
        ...{ what: "renew", there: network.delay(), back: network.delay(), outlives: true },
        act: () => {
          const answer = network.renew(account)
          world.note(() => `answer   ${job.id} renew: ${answer.ok ? "good" : answer.fault.kind}`)
          return answer
        },
      }),
    permitted: () =>
      travel(world, around.browser().boundaries, life, {
        ...{ what: "permitted", there: 0, back: 1, outlives: false },
        act: () => network.isPermitted,
      }),
  }
}
