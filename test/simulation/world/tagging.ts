/** Restores, merges and self-tests: confirming them, continuing them in new jobs, and checking the final result. */
import { checkId, tagsLeftBehind } from "../../../src/jobs/check"
import { isGood, isLeft, tagsOf } from "../../../src/jobs/items"
import { isFinished, type Job, type KeptTag } from "../../../src/jobs/job"
import { planCheck, planMerge, planRestore, type Confirmed } from "../../../src/jobs/plan"
import type { JobRecord } from "../../../src/jobs/record"
import { begin, type Desk } from "./people"
import { createRandom, type Random } from "./random"
import { isQuiet, type Feature } from "./scenario"
import { OFFERED, OTHER, TagModule } from "./tag-module"
import type { World } from "./world"
import type { OrgModel, Zoho } from "./zoho"

/** What the simulation tracks about a restore, a merge or a self-test and the jobs that continue it. */
export interface Tagging {
  readonly kind: "restore" | "merge" | "check"
  readonly module: TagModule
  /** The confirmed tags, with the records that had them. */
  readonly before: readonly (KeptTag & { readonly recordIds: readonly string[] })[]
  /** The expected `TagModule.picture()` after a full restore. */
  readonly picture: string
  /** Whether other users change the same tags meanwhile. */
  readonly meddles: boolean
  readonly confirmBy: Job["confirmBy"]
  /** The job ids. Each job continues what the previous one has left. */
  readonly jobs: string[]
}

/**
 * Troubles in which re-reading a record may fail permanently. Only Zoho's answer is left then, so these seeds have no
 * false answers.
 */
const LEAVES_WORD: readonly Feature[] = [
  ...(["garbled-answer", "useless-answer", "offline", "out-of-credits", "too-many-calls"] as const),
  ...(["consent-withdrawn", "user-cancels", "lost-answer", "lost-request", "short-list"] as const),
]

function mayLie({ scenario, seed }: World): boolean {
  return seed % 4 !== 3 && !LEAVES_WORD.some((trouble) => scenario.has(trouble))
}

export function newTagModule(zoho: Zoho, random: Random): TagModule {
  return new TagModule(
    zoho.newId(),
    {
      unique: random.chance(0.5),
      capRefuses: random.pick(["call", "item"]),
      anyColor: random.chance(0.9),
      lockRefuses: random.pick(["call", "call-unnamed", "item"]),
    },
    () => zoho.newId(),
  )
}

/** In some seeds, confirms a restore, a merge or a self-test. Uses its own random numbers to keep seeds stable. */
export function confirmTagging(desk: Desk): void {
  const { world, zoho } = desk
  const random = createRandom(world.seed * 13 + 7)
  if (!random.chance(0.4)) return
  const org = random.pick(zoho.orgs)
  const kind = random.pick(["restore", "restore", "merge", "check"] as const)
  world.after(random.next() ** 3 * 60_000, () => confirm(desk, random, org, kind))
}

function confirm(desk: Desk, random: Random, org: OrgModel, kind: Tagging["kind"]): void {
  const { world, watch } = desk
  const { tagged: module } = org
  const ids = Array.from({ length: random.int(3, 40) }, (_, at) => String(50_000 + at * 3))
  for (const id of ids) module.records.set(id, new Set())
  const names = Array.from({ length: random.int(1, 9) }, (_, at) => `tag ${at}`)
  const tags = names.map((name, at) => module.add(name, [null, OFFERED, OTHER][at % 3] ?? null))
  for (const tag of tags) for (const id of ids) if (random.chance(0.4)) module.records.get(id)?.add(tag.id)
  const tagging: Tagging = {
    ...{ kind, module, jobs: [], meddles: world.scenario.has("others-meddle") },
    before: tags.map(({ id, name, colorCode = null }) => ({
      ...{ id, name, colorCode },
      recordIds: ids.filter((record) => module.records.get(record)?.has(id)),
    })),
    // Colors that the org refuses are not restored.
    picture: module.options.anyColor ? module.picture() : module.picture().replaceAll(OTHER, "-"),
    confirmBy: world.seed % 4 === 3 ? "answers" : "records",
  }
  watch.taggings.push(tagging)
  module.lies = mayLie(world) && random.chance(0.6)
  module.garbles = random.chance(0.4)
  if (random.chance(0.1)) module.cap = kind === "check" ? tags.length + random.int(0, 1) : 6
  if (kind === "restore") deleteAll(tagging, random)
  meddle(desk, tagging, random)
  start(desk, tagging, org, plan(desk, tagging, org, random.chance(0.5)))
  if (kind === "merge" && !isQuiet(world.seed) && random.chance(0.5))
    world.after(random.int(0, 20_000), () => {
      watch.protectedNames.add(random.pick(names))
      world.count("(tags protected)")
    })
}

/** Deletes all tags. In some seeds, the user has recreated the first one since. */
function deleteAll({ module, before, meddles }: Tagging, random: Random): void {
  for (const { id } of before) module.remove(id)
  const [first] = before
  if (first && random.chance(0.2)) module.add(first.name, first.colorCode)
  if (!meddles) return
  for (const id of [...module.records.keys()]) {
    const luck = random.next()
    if (luck < 0.05) module.records.delete(id)
    else if (luck < 0.1) module.lock(id)
  }
}

/** Other users rename a tag before the first read, create one with the same name, or delete one. */
function meddle({ world }: Desk, { kind, module, before, meddles }: Tagging, random: Random): void {
  if (!meddles || kind === "check") return
  world.count("others-meddle")
  const last = before.at(-1)
  const there = last && module.tags.get(last.id)
  if (kind === "merge") {
    if (there) there.name = "renamed by others"
    return
  }
  world.after(random.int(100, 3_000), () => {
    const name = last?.name ?? ""
    if (module.options.unique && module.named(name).length === 0) module.add(name, OFFERED)
  })
  world.after(random.int(500, 20_000), () => {
    const [any] = module.named(before[0]?.name ?? "")
    if (any) module.remove(any.id)
  })
}

function confirmedBy({ world }: Desk, { jobs, module }: Tagging, { ref }: OrgModel): Confirmed {
  return {
    ...{ id: `tagging-${jobs.length + 1}`, now: world.clock(), org: ref, accountId: ref.id },
    ...{ confirmedBy: null, module: { id: module.id, apiName: module.apiName, pluralLabel: module.apiName } },
  }
}

function plan(desk: Desk, tagging: Tagging, org: OrgModel, records: boolean): JobRecord | null {
  const who = confirmedBy(desk, tagging, org)
  const { before, confirmBy } = tagging
  const [keep, ...absorb] = before
  if (tagging.kind === "restore") return planRestore({ ...who, backupId: "b", tags: before, confirmBy })
  if (tagging.kind === "check")
    return planCheck({ ...who, id: checkId(`s${desk.world.seed}`), tagsPerCall: 200, notes: [] })
  return keep && absorb.length > 0 ? planMerge({ ...who, keep, absorb, backup: { records } }) : null
}

function start(desk: Desk, tagging: Tagging, org: OrgModel, record: JobRecord | null): boolean {
  if (!record) return false
  tagging.jobs.push(record.job.id)
  desk.watch.confirm(record, org.tagged, 0, tagging)
  desk.world.note(() => `user     confirms ${record.job.id}: a ${record.job.kind} in ${org.ref.id}`)
  begin(desk, record)
  return true
}

const MOST_JOBS = 5

/** Continues unfinished work in new jobs after the user's repairs. Returns whether a job was started. */
export function takeUpAgain(desk: Desk): boolean {
  return desk.watch.taggings.map((tagging) => again(desk, tagging)).includes(true)
}

function again(desk: Desk, tagging: Tagging): boolean {
  const last = desk.disk.peek(tagging.jobs.at(-1) ?? "")
  if (!last || !isFinished(last.job.state) || last.job.state === "completed") return false
  const org = desk.zoho.orgOf(last.job)
  const { kind, jobs, before, confirmBy, module } = tagging
  if (kind === "check" || jobs.length >= MOST_JOBS) return false
  const who = confirmedBy(desk, tagging, org)
  const left = leftOf(last)
  if (left.size === 0) return false
  if (kind === "restore")
    return start(
      desk,
      tagging,
      org,
      planRestore({ ...who, backupId: "b", tags: before.filter(({ id }) => left.has(id)), confirmBy }),
    )
  const { keep } = last.job
  const absorb = before.filter(({ id, name }) => left.has(id) && module.tags.get(id)?.name === name)
  const isKept = keep !== null && module.tags.get(keep.id)?.name === keep.name
  const isAllowed = absorb.every(({ name }) => !desk.watch.protectedNames.has(name))
  return isKept && isAllowed && absorb.length > 0
    ? start(desk, tagging, org, planMerge({ ...who, keep, absorb, backup: null }))
    : false
}

function leftOf({ steps }: JobRecord): Set<string> {
  const records = steps.flatMap((step) =>
    step.call === "add-tags" && step.records.some(isLeft) ? [step.tagId] : [],
  )
  const tags = steps.flatMap((step) => tagsOf(step).filter(isLeft))
  return new Set([...records, ...tags.map(({ id }) => id)])
}

/** One refused item must not affect the others of its call, and tags over the plan's limit must wait for room. */
export function flawOfRefusals({ job, steps }: JobRecord, { module }: Tagging): string | null {
  const records = steps.flatMap((step) => (step.call === "add-tags" ? step.records : []))
  const tags = steps.flatMap((step) => (step.call === "create-tags" ? step.tags : []))
  const blamed = records.find(
    ({ id, reason }) => reason?.kind === "record-locked" && !module.wereLocked.has(id),
  )
  if (blamed) return `record ${blamed.id} is called locked and never was`
  const colorless = tags.find(({ reason }) => reason?.kind === "color-refused")
  if (colorless) return `${colorless.name} was given up for its color`
  if (job.kind === "check") return null
  const hasty = tags.find(({ reason, state }) => reason?.kind === "plan-limit" && state === "refused")
  return hasty ? `${hasty.name} did not wait for room` : null
}

/** Reports must be true. If no other user meddled, everything must be as before the deletion. */
export function flawAtEnd({ disk }: Pick<Desk, "disk">, tagging: Tagging): string | null {
  const records = tagging.jobs.flatMap((id) => disk.peek(id) ?? [])
  const last = records.at(-1)
  if (!last) return null
  switch (tagging.kind) {
    case "restore":
      return flawOfRestore(last, tagging)
    case "merge":
      return flawOfMerge(records, tagging)
    case "check":
      return flawOfCheck(last, tagging)
  }
}

function flawOfRestore({ job, steps }: JobRecord, { module, picture, meddles }: Tagging): string | null {
  if (!meddles && module.picture() !== picture)
    return `not as before the deletion:\n${module.picture()}\n-- was --\n${picture}`
  if (!meddles && job.state !== "completed") return `all is back, but it says ${job.state}`
  for (const step of steps) {
    if (step.call !== "add-tags" || meddles) continue
    const there = new Set(module.named(step.name).map(({ id }) => id))
    const lost = step.records.find(
      ({ id, state }) =>
        state === "done" && ![...(module.records.get(id) ?? [])].some((tag) => there.has(tag)),
    )
    if (lost) return `record ${lost.id} is said to carry ${step.name}`
  }
  return null
}

function flawOfMerge(records: readonly JobRecord[], { module, meddles }: Tagging): string | null {
  const last = new Map(records.flatMap(({ steps }) => steps.flatMap(tagsOf).map((tag) => [tag.id, tag])))
  for (const tag of last.values()) {
    const isGone = !module.tags.has(tag.id)
    // The outcome of abandoned tags is unknown.
    if (tag.state !== "unknown" && isGone !== isGood(tag))
      return `${tag.name} is ${isGone ? "gone" : "there"}, but it says ${tag.state}`
  }
  const keep = records[0]?.job.keep
  return keep && !module.tags.has(keep.id) && !meddles ? "the kept tag is gone" : null
}

function flawOfCheck(record: JobRecord, { module }: Tagging): string | null {
  const known = new Set(tagsLeftBehind(record).map(({ name }) => name))
  const left = [...module.tags.values()].find(({ name }) => name.startsWith("Tagsweep") && !known.has(name))
  return left ? `${left.name} is left behind, and the check says ${record.job.state}` : null
}
