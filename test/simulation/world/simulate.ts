/** Runs the simulation of one seed and returns its counts, outcomes, trace and violation. */
import { RULES, type Rules } from "../../../src/jobs/actor"
import { totalOf } from "../../../src/jobs/items"
import { isFinished, type ItemState } from "../../../src/jobs/job"
import type { Ports } from "../../../src/jobs/ports"
import type { JobRecord } from "../../../src/jobs/record"
import { Browser } from "./browser"
import { flawOfCalls } from "./calls"
import { Disk } from "./disk"
import { Network } from "./network"
import { changeMind, confirmDeletions, furnish, repairEverything, protectTags, type Desk } from "./people"
import { portsFor } from "./ports"
import { flawAtRest, isAtRest } from "./rest"
import { scenarioOf, type Feature } from "./scenario"
import { confirmTagging, flawAtEnd, takeUpAgain } from "./tagging"
import { Watch } from "./watch"
import { CALM_AFTER, makeWeather } from "./weather"
import { World, type Tally } from "./world"
import { Zoho, type AccountModel } from "./zoho"

/** A planted bug. */
export interface Plant {
  readonly rules?: (rules: Rules) => Rules
  readonly ports?: (ports: Ports) => Ports
}

export interface Options {
  readonly plant?: Plant | undefined
  /** Troubles to turn off. */
  readonly without?: ReadonlySet<string>
  /** The port-call boundaries at which to kill the worker. Random if undefined. */
  readonly killAt?: ReadonlySet<number>
  readonly isTracing?: boolean
}

export interface Result {
  readonly seed: number
  readonly features: readonly Feature[]
  readonly violation: string | null
  readonly trace: readonly string[]
  readonly jobs: number
  readonly tags: number
  readonly posts: number
  readonly kills: number
  readonly boundaries: number
  readonly events: number
  readonly virtualMs: number
  readonly faults: Tally
  readonly outcomes: Readonly<Partial<Record<ItemState, number>>>
}

/** An engine that exceeds this number of events is in an endless loop. */
const MOST_EVENTS = 100_000
/** Time limit for coming to rest after the calm begins, in ms: six attempts at endless jobs, an hour for credits. */
const REST_WITHIN = 6 * 3_600_000
const MOST_REPAIRS = 60

export async function simulate(seed: number, options: Options = {}): Promise<Result> {
  const features = [...scenarioOf(seed)].filter((feature) => !options.without?.has(feature))
  const world = new World(seed, new Set(features), options.isTracing ?? false)
  const zoho = new Zoho(world)
  const accounts = new Map<string, AccountModel>()
  const network = new Network(world, accounts)
  const disk = new Disk(world)
  const watch = new Watch(world, zoho, disk)
  const plant = { rules: (rules: Rules) => rules, ports: (ports: Ports) => ports, ...options.plant }
  const browser: Browser = new Browser(
    world,
    {
      rulesFor: (life) => watch.over(plant.rules(RULES), life),
      portsFor: (life) =>
        plant.ports(portsFor(life, { world, zoho, network, disk, watch, browser: () => browser })),
    },
    options.killAt,
  )
  const desk = { world, zoho, network, disk, browser, watch, accounts }

  furnish(desk)
  makeWeather({ ...desk, accounts: [...accounts.values()] })
  confirmDeletions(desk)
  changeMind(desk)
  protectTags(desk)
  confirmTagging(desk)
  const events = await live(desk)
  const records = disk.all()
  return {
    ...{ seed, features, events, violation: world.violation, trace: world.trace, faults: world.faults },
    ...{ jobs: records.length, kills: browser.kills, boundaries: browser.boundaries.passed },
    posts: [...watch.jobs.values()].reduce((sum, { posts }) => sum + posts, 0),
    tags: records.reduce((sum, { job }) => sum + totalOf(job.tags), 0),
    virtualMs: world.timeline.now(),
    outcomes: sumOutcomes(records),
  }
}

/** Runs the troubles, then the calm until all jobs rest, then user repairs until every job is finished. */
async function live(stage: Desk): Promise<number> {
  const { world, disk, watch } = stage
  let events = await goOn(stage, after(world, CALM_AFTER))
  world.calm = true
  world.note(() => "calm     no more troubles")
  calmDown(stage)
  for (let repairs = 0; world.violation === null; repairs++) {
    events += await comeToRest(stage)
    for (const record of disk.all()) {
      const flaw = flawAtRest(record, watch.jobs.get(record.job.id)!, world)
      if (flaw) world.violated(`job ${record.job.id} ${flaw}`)
    }
    if (disk.all().every(({ job }) => isFinished(job.state)) && !takeUpAgain(stage)) break
    if (repairs === MOST_REPAIRS) world.violated("a job never ends, whatever a person repairs")
    repairEverything(stage)
    await goOn(stage, after(world, 3_000))
  }
  for (const tagging of watch.taggings) {
    const flaw = flawAtEnd(stage, tagging)
    if (flaw && world.violation === null) world.violated(`${tagging.kind}: ${flaw}`)
  }
  for (const [jobId, watched] of watch.jobs) {
    if (!disk.job(jobId)) world.violated(`job ${jobId} was confirmed and is lost`)
    const flaw = watched.tagging ? null : flawOfCalls(world, watched)
    if (flaw) world.violated(`job ${jobId} ${flaw}`)
  }
  return events
}

function after(world: World, time: number): () => boolean {
  const end = world.timeline.now() + time
  // An entry at the end, so the timeline does not run out of entries before.
  world.after(time, () => undefined)
  return () => world.timeline.now() >= end
}

/** Ends the temporary troubles. */
function calmDown({ network, disk, zoho }: Desk): void {
  network.offlineUntil = 0
  disk.failsUntil = 0
  for (const org of zoho.orgs) {
    org.busyUntil = 0
    org.noCreditsUntil = 0
  }
}

/** Waits a minute for late requests, then until every job rests. A job that takes too long is a violation. */
async function comeToRest(stage: Desk): Promise<number> {
  const { world, disk } = stage
  const isTooLate = after(world, REST_WITHIN)
  const settles = after(world, 60_000)
  const events = await goOn(
    stage,
    () => settles() && (isTooLate() || disk.all().every((record) => isAtRest(record))),
  )
  const restless = disk.all().filter((record) => !isAtRest(record))
  if (restless.length > 0) world.violated(`job ${restless[0]!.job.id} neither ends nor waits for a person`)
  return events
}

async function goOn({ world }: Desk, isOver: () => boolean): Promise<number> {
  const events = await world.timeline.run(() => world.violation !== null || isOver(), MOST_EVENTS)
  if (events === MOST_EVENTS) world.violated("the engine goes round in circles")
  return events
}

function sumOutcomes(records: readonly JobRecord[]): Partial<Record<ItemState, number>> {
  const sums: Partial<Record<ItemState, number>> = {}
  for (const { job } of records)
    for (const [state, count] of Object.entries(job.tags) as [ItemState, number][])
      sums[state] = (sums[state] ?? 0) + count
  return sums
}
