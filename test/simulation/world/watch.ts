/** Checks the engine's invariants at every step, at every call, and for every tag. */
import type { Rules } from "../../../src/jobs/actor"
import { isCleanUp } from "../../../src/jobs/due"
import type { JobEvent, TagNames } from "../../../src/jobs/events"
import { itemsOf, pendingOf, tagsOf, type Item } from "../../../src/jobs/items"
import { isFinished, type ItemState, type Job, type JobTag, type ModuleRef } from "../../../src/jobs/job"
import { changedSteps, stepAt, type JobRecord } from "../../../src/jobs/record"
import type { Step } from "../../../src/jobs/steps"
import { FAILURES_BEFORE_STOP, UNKNOWN_READS } from "../../../src/jobs/timing"
import { catalogRow } from "../../../src/zoho/errors/catalog"
import type { ZohoFault, ZohoResult } from "../../../src/zoho/errors/fault"
import { flawOfBackup, BackupStoreModel } from "./backup-parts"
import type { Disk } from "./disk"
import { judge, type Seen } from "./judge"
import type { Life } from "./life"
import { MAX_CONCURRENCY } from "./ports"
import { firstFlaw, flawOfRecord } from "./soundness"
import { flawOfStep } from "./steps"
import { flawOfRefusals, type Tagging } from "./tagging"
import type { World } from "./world"
import type { ModuleModel, OrgModel, Zoho } from "./zoho"

/** Events that may arrive twice without harm. */
const ANSWERS =
  /^(accepted|answered|failed|status|status-failed|listed|list-failed|found|find-failed|renewed|module-read|backed-up|backup-failed)$/

/** A worker's calls to one org. */
interface Traffic {
  inFlight: number
  /** Time of the last 429, not counting those for calls sent together with an earlier refused one. */
  refusedAt: number
}

/** After a 429, no call may be sent for `LEAST_REST` ms, except those already being journaled (`AFTERGLOW` ms). */
const LEAST_REST = 490
const AFTERGLOW = 50

/** Events that end the user's pause. */
const GOES_ON = new Set(["resume", "cancel"])

/** What the simulation tracks about a job. */
export interface Watched {
  /** For a restore, a merge or a self-test. Null for a deletion. */
  readonly tagging: Tagging | null
  readonly confirmed: ReadonlyMap<string, string>
  /** The ids of each step as first planned. */
  readonly planned: readonly (readonly string[])[]
  readonly module: ModuleModel
  readonly notBefore: number
  /** Each tag's latest state, journaled or about to be. */
  readonly states: Map<string, ItemState>
  /** Ids of POSTs that were not clearly refused. Zoho may be working on them. */
  readonly atWork: Set<string>
  /** Re-reads of each id with an unknown outcome since its last POST. */
  readonly looks: Map<string, number>
  /** When each id was last seen under its confirmed name, by the user or in a list. */
  readonly seenAt: Map<string, number>
  /** Number of POSTs of each id that were not clearly refused. */
  readonly attempts: Map<string, number>
  posts: number
  /** When the token was last renewed, and whether no call has succeeded with the new one yet. */
  renewedAt: number
  isUntried: boolean
  hasGivenUp: boolean
  /** Whether the user has decided to continue without the records. */
  hasSkipped: boolean
  /** Number of failures of whole chunks. */
  failures: number
  /** Whether the user has paused the job, as journaled. */
  isPaused: boolean
}

export class Watch {
  readonly jobs = new Map<string, Watched>()
  readonly taggings: Tagging[] = []
  readonly backupStore = new BackupStoreModel()
  /** Names of the tags that the user has protected so far. */
  readonly protectedNames = new Set<string>()
  /** For each fault, when its call was sent. */
  readonly refusals = new WeakMap<ZohoFault, number>()
  private readonly records = new WeakMap<Job, JobRecord>()
  /** Versions of jobs that the user has paused. */
  private readonly paused = new WeakSet<Job>()
  private readonly traffic = new WeakMap<Life, Map<OrgModel, Traffic>>()

  constructor(
    private readonly world: World,
    readonly zoho: Zoho,
    private readonly disk: Disk,
  ) {}

  hasKills(): boolean {
    return this.world.faults.has("(workers killed)")
  }

  hasClockJumps(): boolean {
    return this.world.faults.has("clock-jump")
  }

  confirm(record: JobRecord, module: ModuleModel, grace: number, tagging: Tagging | null = null): void {
    const tags = record.steps.flatMap(tagsOf)
    this.jobs.set(record.job.id, {
      tagging,
      confirmed: new Map(tags.map((tag) => [tag.id, tag.name])),
      planned: record.steps.map((step) => tagsOf(step).map((tag) => tag.id)),
      ...{ module, notBefore: this.world.timeline.now() + grace },
      states: new Map(tags.map((tag) => [tag.id, tag.state])),
      ...{ atWork: new Set<string>(), looks: new Map<string, number>() },
      seenAt: new Map(tags.map((tag) => [tag.id, this.world.timeline.now()])),
      ...{ attempts: new Map<string, number>(), posts: 0, failures: 0 },
      ...{ renewedAt: -Infinity, isUntried: false, hasGivenUp: false, hasSkipped: false, isPaused: false },
    })
    this.records.set(record.job, record)
  }

  /** Wraps the engine's rules and checks every transition. */
  over(rules: Rules, life: Life): Rules {
    return {
      ...rules,
      transition: (record, event, now) => {
        if (!life.isAlive) return record
        try {
          return this.transition(rules.transition, record, event, now)
        } catch (error) {
          this.world.violated(`the engine throws: ${String(error)}`)
          return record
        }
      },
    }
  }

  private transition(
    transition: Rules["transition"],
    record: JobRecord,
    event: JobEvent,
    now: number,
  ): JobRecord {
    let next = transition(record, event, now)
    const isDoubled = ANSWERS.test(event.type) && this.world.happens("doubled-answer", 0.1)
    if (isDoubled) next = transition(next, event, now)
    const job = this.jobs.get(record.job.id)!
    this.remember(job, record, event)
    if (next !== record) this.changed(job, record, next, event)
    return next
  }

  private remember(job: Watched, record: JobRecord, event: JobEvent): void {
    if (event.type === "woke") job.isUntried = record.job.renewed
    if (event.type === "skip-records") job.hasSkipped = true
    if (event.type === "listed")
      for (const index of event.steps) this.learnOfLook(job, stepAt(record, index), event.tags)
    if (event.type === "failed" && catalogRow(event.fault.kind).outcome === "unchanged")
      for (const { id } of sentWith(stepAt(record, event.step))) {
        job.atWork.delete(id)
        job.attempts.set(id, (job.attempts.get(id) ?? 1) - 1)
      }
  }

  private learnOfLook(job: Watched, step: Step | undefined, listed: TagNames): void {
    if (step?.phase !== "outcome-unknown") return
    for (const { id, name } of tagsOf(step)) {
      job.looks.set(id, (job.looks.get(id) ?? 0) + 1)
      if (listed.get(id) !== name) continue
      job.seenAt.set(id, this.world.timeline.now())
    }
  }

  private changed(job: Watched, record: JobRecord, next: JobRecord, event: JobEvent): void {
    this.world.note(() => `step     ${next.job.id} ${describe(event)} -> ${describeRecord(next)}`)
    job.failures += Math.max(0, next.job.failuresInRow - record.job.failuresInRow)
    this.records.set(next.job, next)
    const flaw = flawOfStep(job, this, { record, event, next, time: this.world.timeline.now() })
    if (flaw) this.world.violated(`job ${next.job.id} ${flaw}`)
    const isPaused = event.type === "pause" || (this.paused.has(record.job) && !GOES_ON.has(event.type))
    if (isPaused) this.paused.add(next.job)
    for (const step of changedSteps(record, next))
      if (step.call === "mass-delete" && !job.tagging)
        for (const tag of step.tags) this.see(job, tag, { event, step })
    const isSmall = job.confirmed.size <= 60
    if (isSmall || isFinished(next.job.state)) this.check(next)
  }

  private see(job: Watched, tag: JobTag, seen: Seen): void {
    const was = job.states.get(tag.id)
    if (was === tag.state) return
    const flaw = was === undefined ? "was never confirmed" : judge(tag, was, seen, job, this)
    if (flaw) this.world.violated(`tag ${tag.id} ${flaw} (${was} -> ${tag.state} by ${seen.event.type})`)
    job.states.set(tag.id, tag.state)
  }

  private check(record: JobRecord): void {
    const { tagging, confirmed } = this.jobs.get(record.job.id)!
    const flaw = tagging ? flawOfRecord(record) : firstFlaw(record, confirmed)
    if (flaw) this.world.violated(`job ${record.job.id}: ${flaw}`)
  }

  /** Checks that a record read from the disk is what the engine had written. */
  loaded(record: JobRecord): JobRecord {
    const had = this.records.get(record.job)
    const isSame =
      had?.steps.length === record.steps.length && record.steps.every((step) => had.steps.includes(step))
    if (!isSame) this.world.violated(`job ${record.job.id} comes back from the journal as another`)
    const { states } = this.jobs.get(record.job.id)!
    for (const tag of record.steps.flatMap(tagsOf)) states.set(tag.id, tag.state)
    return record
  }

  saving(life: Life): void {
    if (!life.holdsLock) this.world.violated(`worker ${life.id} writes while another has the lock`)
  }

  saved(job: Job): void {
    this.world.note(() => `journal  ${job.id} ${job.state}`)
    const watched = this.jobs.get(job.id)!
    watched.isPaused = this.paused.has(job)
    const record = watched.tagging && isFinished(job.state) ? this.disk.peek(job.id) : undefined
    const flaw = record && watched.tagging ? flawOfRefusals(record, watched.tagging) : null
    if (flaw) this.world.violated(`job ${job.id}: ${flaw}`)
  }

  calling(life: Life, org: OrgModel): void {
    if (!life.holdsLock) this.world.violated(`worker ${life.id} calls while another has the lock`)
    const traffic = this.trafficOf(life, org)
    traffic.inFlight++
    if (traffic.inFlight > MAX_CONCURRENCY)
      this.world.violated(`${traffic.inFlight} calls in flight for one org`)
    const rested = this.world.timeline.now() - traffic.refusedAt
    // With these troubles it is unclear which refusal the engine counted, and when.
    const isUsual = (["clock-jump", "store-failure", "slow-answer"] as const).every(
      (trouble) => !this.world.faults.has(trouble),
    )
    if (rested > AFTERGLOW && rested < LEAST_REST && isUsual)
      this.world.violated(`a call leaves ${rested} ms after Zoho said to slow down`)
  }

  answered(life: Life, org: OrgModel, left: number, answer: ZohoResult<unknown>): void {
    const traffic = this.trafficOf(life, org)
    traffic.inFlight--
    // Calls in flight together are refused together, so only the first refusal counts.
    const isNews = !answer.ok && answer.fault.kind === "throttled" && left > traffic.refusedAt + AFTERGLOW
    if (isNews) traffic.refusedAt = this.world.timeline.now()
  }

  private trafficOf(life: Life, org: OrgModel): Traffic {
    const orgs = this.traffic.get(life) ?? new Map<OrgModel, Traffic>()
    this.traffic.set(life, orgs)
    const traffic = orgs.get(org) ?? { inFlight: 0, refusedAt: -Infinity }
    orgs.set(org, traffic)
    return traffic
  }

  /** Called when a mass delete is sent. */
  sending(jobId: string, module: ModuleRef, ids: readonly string[]): void {
    const job = this.jobs.get(jobId)!
    this.sendingStep(jobId, "mass-delete", ids)
    if (ids.length === 0 || new Set(ids).size < ids.length)
      this.world.violated(`job ${jobId} sends an id twice, or none`)
    if (module.apiName !== job.module.apiName) this.world.violated(`job ${jobId} names another module`)
    if (!job.tagging) this.sendingIds(job, ids)
  }

  /** Called when a change to tags or records is sent. It must be journaled already, and the job must not be stopped. */
  private sendingStep(jobId: string, call: Step["call"], keys: readonly string[]): void {
    const job = this.jobs.get(jobId)!
    const stored = this.disk.peek(jobId)
    const step = stored?.steps.find(
      (each) => each.call === call && each.phase === "sending" && keysOf(each).join() === keys.join(),
    )
    if (!stored || !step) {
      this.world.violated(`job ${jobId} sends what the journal does not say`)
      return
    }
    const isStopped = stored.job.cancelRequested && !isCleanUp(stored.job, step)
    if (stored.job.pause !== null || isStopped || isFinished(stored.job.state))
      this.world.violated(`job ${jobId} sends although it is stopped`)
    if (stored.job.failuresInRow >= FAILURES_BEFORE_STOP)
      this.world.violated(`job ${jobId} sends after three failures in a row`)
    if (job.isPaused) this.world.violated(`job ${jobId} sends although the user has paused it`)
    if (this.world.timeline.now() < job.notBefore && !this.world.faults.has("clock-jump"))
      this.world.violated(`job ${jobId} sends before its time`)
    const wanted = stored.job.backup
    const flaw = wanted ? flawOfBackup(this.backupStore.peek(jobId), wanted, job) : null
    if (flaw) this.world.violated(`job ${jobId} ${flaw}`)
  }

  /** Called when a restore, a merge or a self-test sends a call. @param keys names of new tags, otherwise ids */
  sendingTags(jobId: string, call: Step["call"], keys: readonly string[]): void {
    this.sendingStep(jobId, call, keys)
    const { confirmed } = this.jobs.get(jobId)!
    const isProtected = call === "merge-tags" && this.protectedNames.has(confirmed.get(keys[0] ?? "") ?? "")
    if (isProtected) this.world.violated(`protected tag ${keys[0] ?? ""} is merged away`)
  }

  /** Called after tags were created: none may exist twice, unless another user has created it. */
  created(jobId: string, names: readonly string[]): void {
    const { tagging } = this.jobs.get(jobId)!
    if (!tagging || (tagging.meddles && !tagging.module.options.unique)) return
    for (const name of names) {
      const times = tagging.module.named(name).length
      if (times > 1) this.world.violated(`“${name}” is there ${times} times`)
    }
  }

  /** Called when a tag is merged: it must still have the confirmed name. */
  merging(jobId: string, id: string): void {
    const { tagging, confirmed } = this.jobs.get(jobId)!
    const name = tagging?.module.tags.get(id)?.name
    if (name !== undefined && name !== confirmed.get(id))
      this.world.violated(`tag ${id} is merged under another name than was confirmed`)
  }

  /** An id that Zoho may be working on may be sent again only after `UNKNOWN_READS` re-reads. */
  private sendingIds(job: Watched, ids: readonly string[]): void {
    for (const id of ids) {
      if (this.protectedNames.has(job.confirmed.get(id) ?? ""))
        this.world.violated(`protected tag ${id} is sent`)
      if (!job.confirmed.has(id)) this.world.violated(`id ${id} is sent and was never confirmed`)
      if (job.atWork.has(id) && (job.looks.get(id) ?? 0) <= UNKNOWN_READS)
        this.world.violated(`id ${id} is sent blindly a second time`)
      job.atWork.add(id)
      job.looks.set(id, 0)
      job.attempts.set(id, (job.attempts.get(id) ?? 0) + 1)
    }
  }

  /** Called when a POST has arrived at Zoho. */
  submitted(jobId: string, answer: ZohoResult<unknown>): void {
    this.jobs.get(jobId)!.posts++
    this.world.count(answer.ok ? "(accepted POSTs)" : "(refused POSTs)")
  }
}

/** The names or ids that a call of this step contains, as journaled. */
function keysOf(step: Step): string[] {
  if (step.call === "create-tags") return pendingOf(step.tags).map(({ name }) => name)
  return pendingOf<Item>(itemsOf(step)).map(({ id }) => id)
}

/** The tags that a POST of this step contains, as journaled. */
function sentWith(step: Step | undefined): readonly JobTag[] {
  return step?.phase === "sending" ? pendingOf(tagsOf(step)) : []
}

function describe(event: JobEvent): string {
  const step = "step" in event ? ` #${event.step}` : "steps" in event ? ` #${event.steps.join()}` : ""
  return `${event.type}${step}${"fault" in event ? ` (${event.fault?.kind ?? "unwritten"})` : ""}`
}

function describeRecord({ job, steps }: JobRecord): string {
  const open = steps.filter(({ phase }) => phase !== "settled")
  const phases = open
    .slice(0, 6)
    .map((step) => `#${step.index} ${step.call} ${step.phase} ${itemsOf(step).length}`)
  return `${job.state}${job.pause ? ` (${job.pause.why})` : ""} [${phases.join(", ")}]`
}
