/** Watches that the engine keeps its promises: at every step, at every call, and for every tag. */
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

/** Answers that may arrive twice without harm. */
const ANSWERS =
  /^(accepted|answered|failed|status|status-failed|listed|list-failed|found|find-failed|renewed|module-read|backed-up|backup-failed)$/

/** Calls of one worker to one org. */
interface Traffic {
  inFlight: number
  /** When the last 429 arrived that was not to be expected from the one before. */
  refusedAt: number
}

/** After 429 no call leaves for so long, in ms, but those that were being written down already. */
const LEAST_REST = 490
const AFTERGLOW = 50

/** What ends a pause of the user's. */
const GOES_ON = new Set(["resume", "cancel"])

/** What is known of one job from outside. */
export interface Watched {
  /** Of a restore, a merge or a check; null: a deletion. */
  readonly tagging: Tagging | null
  readonly confirmed: ReadonlyMap<string, string>
  /** The ids of each step as first planned. */
  readonly planned: readonly (readonly string[])[]
  readonly module: ModuleModel
  readonly notBefore: number
  /** Each tag's state as last journalled or about to be. */
  readonly states: Map<string, ItemState>
  /** Ids of a POST that was not clearly refused: Zoho may be at work on them. */
  readonly atWork: Set<string>
  /** Re-reads of unknown outcome since the last POST of an id. */
  readonly looks: Map<string, number>
  /** When an id was last seen under the name that was confirmed, by the user or in a list. */
  readonly seenAt: Map<string, number>
  /** POSTs of an id that were not clearly refused. */
  readonly attempts: Map<string, number>
  posts: number
  /** When the token was last renewed, and whether nothing has shown the new one to work since. */
  renewedAt: number
  isUntried: boolean
  hasGivenUp: boolean
  /** The user has said to go on without the records. */
  hasSkipped: boolean
  /** Whole-chunk failures. */
  failures: number
  /** Paused by the user, as journalled. */
  isPaused: boolean
}

export class Watch {
  readonly jobs = new Map<string, Watched>()
  readonly taggings: Tagging[] = []
  readonly backupStore = new BackupStoreModel()
  /** Names of tags that the user has protected by now. */
  readonly protectedNames = new Set<string>()
  /** When the call left that was answered with this fault. */
  readonly refusals = new WeakMap<ZohoFault, number>()
  private readonly records = new WeakMap<Job, JobRecord>()
  /** Heads of jobs that the user has paused. */
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

  /** The engine's rules, looked over the shoulder of. */
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

  /** A record as it comes off the disk: it must be what the machine had when it was written. */
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
    // These blur which refusal the engine has counted, and from when.
    const isUsual = (["clock-jump", "store-failure", "slow-answer"] as const).every(
      (trouble) => !this.world.faults.has(trouble),
    )
    if (rested > AFTERGLOW && rested < LEAST_REST && isUsual)
      this.world.violated(`a call leaves ${rested} ms after Zoho said to slow down`)
  }

  answered(life: Life, org: OrgModel, left: number, answer: ZohoResult<unknown>): void {
    const traffic = this.trafficOf(life, org)
    traffic.inFlight--
    // Calls that were in flight together are refused together.
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

  /** A mass delete leaves. */
  sending(jobId: string, module: ModuleRef, ids: readonly string[]): void {
    const job = this.jobs.get(jobId)!
    this.sendingStep(jobId, "mass-delete", ids)
    if (ids.length === 0 || new Set(ids).size < ids.length)
      this.world.violated(`job ${jobId} sends an id twice, or none`)
    if (module.apiName !== job.module.apiName) this.world.violated(`job ${jobId} names another module`)
    if (!job.tagging) this.sendingIds(job, ids)
  }

  /** A call leaves that changes tags or records. The journal must already say so, and nobody must have stopped it. */
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

  /** A call of a restore, a merge or a check leaves. @param keys names of new tags, else ids */
  sendingTags(jobId: string, call: Step["call"], keys: readonly string[]): void {
    this.sendingStep(jobId, call, keys)
    const { confirmed } = this.jobs.get(jobId)!
    const isProtected = call === "merge-tags" && this.protectedNames.has(confirmed.get(keys[0] ?? "") ?? "")
    if (isProtected) this.world.violated(`protected tag ${keys[0] ?? ""} is merged away`)
  }

  /** Tags have been created: none of them must be there twice, unless someone else has created it. */
  created(jobId: string, names: readonly string[]): void {
    const { tagging } = this.jobs.get(jobId)!
    if (!tagging || (tagging.meddles && !tagging.module.options.unique)) return
    for (const name of names) {
      const times = tagging.module.named(name).length
      if (times > 1) this.world.violated(`“${name}” is there ${times} times`)
    }
  }

  /** A tag is merged away: under the name that was confirmed. */
  merging(jobId: string, id: string): void {
    const { tagging, confirmed } = this.jobs.get(jobId)!
    const name = tagging?.module.tags.get(id)?.name
    if (name !== undefined && name !== confirmed.get(id))
      this.world.violated(`tag ${id} is merged under another name than was confirmed`)
  }

  /** Where Zoho may be at work on an id, it is sent again only after as many polls as the rule for unknown outcomes demands. */
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

  /** A POST has arrived at Zoho. */
  submitted(jobId: string, answer: ZohoResult<unknown>): void {
    this.jobs.get(jobId)!.posts++
    this.world.count(answer.ok ? "(accepted POSTs)" : "(refused POSTs)")
  }
}

/** What the journal says that a call of this step is about. */
function keysOf(step: Step): string[] {
  if (step.call === "create-tags") return pendingOf(step.tags).map(({ name }) => name)
  return pendingOf<Item>(itemsOf(step)).map(({ id }) => id)
}

/** What the journal says that a POST of this step carries. */
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
