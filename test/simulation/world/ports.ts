/** The engine's ports, as one life of the worker has them in the simulated world. */
import type { Job } from "../../../src/deletion/job"
import type { Journal, Ports, ZohoPort } from "../../../src/deletion/ports"
import type { ZohoResult } from "../../../src/zoho/errors/fault"
import type { Browser } from "./browser"
import type { Disk } from "./disk"
import { travel } from "./life"
import type { Life } from "./life"
import type { Network } from "./network"
import type { Watch } from "./watch"
import type { World } from "./world"
import type { Zoho } from "./zoho"

/** Calls in flight allowed for an org. */
export const WIDEST = 4

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
    becomeOnly: () => browser().acquireLock(life),
    widest: () => WIDEST,
    onSaved: () => browser().arrangeAlarm(life),
  }
}

function journalFor(life: Life, around: Surroundings): Journal {
  const { world, disk, watch } = around
  const onDisk = <T>(what: string, act: () => T): Promise<T> =>
    travel(world, around.browser().boundaries, life, {
      ...{ what, act, there: disk.turn(), back: 1 },
      outlives: world.random.chance(0.5),
    })
  return {
    unfinished: () =>
      onDisk("journal, unfinished", () => disk.unfinished().map((record) => watch.loaded(record))),
    load: (jobId) =>
      onDisk("journal, load", () => {
        const record = disk.load(jobId)
        return record && watch.loaded(record)
      }),
    save(job, changed): Promise<void> {
      if (life.isAlive) watch.saving(life)
      return onDisk("journal, save", () => {
        disk.save(job, changed)
        watch.saved(job)
      })
    },
  }
}

function zohoFor(life: Life, job: Job, around: Surroundings): ZohoPort {
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

  return {
    submit(module, ids): Promise<ZohoResult<{ readonly jobId: string }>> {
      if (life.isAlive) watch.sending(job.id, module, ids)
      return call(`submit ${ids.length} tags (${ids.slice(0, 3).join(" ")} …)`, () => {
        const answer = zoho.submit(org, module, ids)
        // The network may deliver a request twice; nobody ever hears of the second answer.
        if (world.strikes("doubled-request", 0.1)) zoho.submit(org, module, ids)
        watch.submitted(job.id, answer)
        return answer
      })
    },
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
