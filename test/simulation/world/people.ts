/** The simulated user: confirms deletions, pauses, resumes and cancels, and repairs what only a user can. */
import { isLeft, tagsOf } from "../../../src/jobs/items"
import { isFinished } from "../../../src/jobs/job"
import { planDeletion, type DeletionConfirmed } from "../../../src/jobs/plan"
import type { JobRecord } from "../../../src/jobs/record"
import type { Browser } from "./browser"
import type { Disk } from "./disk"
import type { Network } from "./network"
import { createRandom } from "./random"
import { isQuiet } from "./scenario"
import { newTagModule } from "./tagging"
import type { Watch } from "./watch"
import { happensOften } from "./weather"
import type { World } from "./world"
import type { AccountModel, ModuleModel, TagModel, Zoho } from "./zoho"

const GRACE = 10_000
const NAMES = ["Leads", "Deals"] as const

export interface Desk {
  readonly world: World
  readonly zoho: Zoho
  readonly network: Network
  readonly disk: Disk
  readonly browser: Browser
  readonly watch: Watch
  readonly accounts: Map<string, AccountModel>
}

/** Fills Zoho with orgs and modules. */
export function furnish({ world, zoho, accounts }: Desk): void {
  const { random, scenario } = world
  const count = scenario.has("two-orgs") ? 2 : 1
  for (let number = 1; number <= count; number++) {
    const name = `org-${number}`
    accounts.set(name, {
      id: name,
      validUntil: 3_600_000,
      isRevoked: false,
      isRefused: false,
      isConsented: true,
    })
    const limit = scenario.has("large") ? 100 : random.int(2, 9)
    const modules = NAMES.map((apiName) => makeModule(zoho, apiName))
    const tagged = newTagModule(zoho, createRandom(world.seed * 19 + number))
    zoho.orgs.push({
      ref: { id: name, name, location: "us", environment: "production" },
      ...{ tagged, modules: new Map([...modules, tagged].map((module) => [module.apiName, module])) },
      ...{ limit: scenario.has("smaller-limit") ? limit : 200, mayDelete: true, busyUntil: 0 },
      ...{ noCreditsUntil: 0, inFlight: 0 },
    })
  }
}

function makeModule(zoho: Zoho, apiName: string): ModuleModel {
  return { id: zoho.newId(), apiName, isHidden: false, tags: new Map(), gone: new Map() }
}

/** Confirms some deletions, and retries those that could not be stored. */
export function confirmDeletions(desk: Desk): void {
  const { world } = desk
  const jobs = world.random.pick([1, 1, 1, 2, 3])
  for (let number = 1; number <= jobs; number++)
    world.after(world.random.next() ** 3 * 180_000, () => confirm(desk, `job-${number}`))
}

function confirm(desk: Desk, id: string): void {
  const { world, zoho, watch } = desk
  const { random } = world
  const org = random.pick(zoho.orgs)
  const module = org.modules.get(random.pick(NAMES))!
  const tags = makeTags(desk, module)
  const confirmed: DeletionConfirmed = {
    ...{ id, now: world.clock(), grace: GRACE, org: org.ref, accountId: org.ref.id, confirmedBy: null },
    module: { id: module.id, apiName: module.apiName, pluralLabel: module.apiName },
    tags: tags.map((tag) => ({ id: tag.id, name: tag.name, colorCode: null, records: null })),
    backup: backupOf(world, id),
    tagsPerCall: world.scenario.has("large") ? 200 : random.pick([3, 5, 12, 200]),
  }
  const record = planDeletion(confirmed)
  watch.confirm(record, module, GRACE)
  world.note(() => `user     confirms ${id}: ${tags.length} tags of ${org.ref.id} ${module.apiName}`)
  // Two jobs may contain the same tags, because a user can confirm them twice.
  begin(desk, record)
}

/** Hands a job to the background, and retries until it is stored. */
export function begin(desk: Desk, record: JobRecord): void {
  if (desk.disk.job(record.job.id)) return
  desk.browser.message((runner) => runner.add(record))
  desk.world.after(20_000, () => begin(desk, record))
}

/** Confirms the remaining tags of a finished deletion again, if they still exist under the confirmed names. */
function confirmAgain(desk: Desk): void {
  const { world, disk, watch } = desk
  const finished = disk.all().filter(({ job }) => job.kind === "deletion" && isFinished(job.state))
  if (finished.length === 0) return
  const { job, steps } = world.random.pick(finished)
  const module = watch.jobs.get(job.id)?.module
  const left = steps.flatMap(tagsOf).filter(isLeft)
  const tags = left.filter(
    ({ id, name }) => module?.tags.get(id)?.name === name && !watch.protectedNames.has(name),
  )
  if (!module || tags.length === 0) return
  const id = `${job.id}, again at ${Math.round(world.timeline.now())}`
  const again = planDeletion({
    ...{ id, now: world.clock(), grace: GRACE, org: job.org, accountId: job.accountId, confirmedBy: null },
    ...{ module: job.module, tags, tagsPerCall: job.tagsPerCall, backup: null },
  })
  watch.confirm(again, module, GRACE)
  world.note(() => `user     confirms ${id}: ${tags.length} tags`)
  begin(desk, again)
}

/** In some seeds, protects a tag of each deletion while it runs. Uses its own random numbers to keep seeds stable. */
export function protectTags({ world, watch }: Desk): void {
  const random = createRandom(world.seed * 17 + 5)
  if (isQuiet(world.seed) || !random.chance(0.3)) return
  world.after(random.next() ** 2 * 300_000, () => {
    for (const { confirmed, tagging } of watch.jobs.values()) {
      if (tagging) continue
      const name = random.pick([...confirmed.values()])
      watch.protectedNames.add(name)
      world.note(() => `user     protects ${name}`)
      world.count("(tags protected)")
    }
  })
}

/**
 * The backup of a new job. Uses its own random numbers to keep seeds stable. Large jobs rarely include records: that
 * takes a thousand similar calls.
 */
function backupOf({ seed, scenario }: World, id: string): DeletionConfirmed["backup"] {
  const random = createRandom(seed * 31 + id.charCodeAt(id.length - 1))
  return random.chance(0.2) ? null : { records: random.chance(scenario.has("large") ? 0.2 : 0.5) }
}

function makeTags({ world, zoho }: Desk, module: ModuleModel): TagModel[] {
  const { random, scenario } = world
  const most = scenario.has("large") ? 450 : random.pick([1, 4, 12, 12, 40])
  const tags = Array.from({ length: random.int(1, most) }, (): TagModel => {
    const inUse = scenario.has("in-use") && random.chance(0.1)
    const kept = scenario.has("kept-tags") && random.chance(0.1)
    const id = zoho.newId()
    return { id, name: `tag ${id}`, inUse, kept }
  })
  for (const tag of tags) module.tags.set(tag.id, tag)
  if (!isQuiet(world.seed) && random.chance(0.3)) {
    const shared = [...module.tags.values()].slice(0, 200)
    for (const tag of shared) if (!tags.includes(tag) && random.chance(0.3)) tags.push(tag)
  }
  return tags
}

export function changeMind(desk: Desk): void {
  const { world, disk, browser } = desk
  const jobs = (): string[] => disk.all().map(({ job }) => job.id)
  const say = (type: "pause" | "resume" | "cancel" | "skip-records"): void => {
    const known = jobs()
    if (known.length === 0) return
    const jobId = world.random.pick(known)
    world.note(() => `user     ${type} ${jobId}`)
    browser.message((runner) => runner.dispatch(jobId, { type }))
    if (world.random.chance(0.2)) browser.message((runner) => runner.dispatch(jobId, { type }))
  }
  happensOften(world, "user-pauses", () => say("pause"))
  happensOften(world, "user-resumes", () => say(world.random.chance(0.3) ? "skip-records" : "resume"))
  happensOften(world, "user-cancels", () => say("cancel"))
  happensOften(world, "user-retries", () => confirmAgain(desk))
}

/** Signs in, restores all rights, and resumes every waiting job. */
export function repairEverything({ world, zoho, network, disk, browser, accounts }: Desk): void {
  world.note(() => "user     signs in, gives back all rights and resumes")
  network.isPermitted = true
  for (const org of zoho.orgs) {
    org.mayDelete = true
    org.tagged.cap = 1_000
    org.tagged.locked.clear()
    for (const module of org.modules.values()) module.isHidden = false
  }
  for (const account of accounts.values()) {
    Object.assign(account, { validUntil: Infinity, isRevoked: false, isRefused: false, isConsented: true })
    browser.message((runner) => runner.resumeWaiting(account.id))
  }
  for (const { job } of disk.all())
    if (!isFinished(job.state)) browser.message((runner) => runner.dispatch(job.id, { type: "resume" }))
}
