/** A model of Zoho behind the engine's port: orgs, modules, tags and mass-delete jobs. */
import type { StatusReport, TagList, TagNames } from "../../../src/jobs/events"
import type { Job, ModuleRef, OrgRef } from "../../../src/jobs/job"
import type { FaultKind } from "../../../src/zoho/errors/catalog"
import { fault, type FaultDetails, type ZohoFault, type ZohoResult } from "../../../src/zoho/errors/fault"
import type { TagModule } from "./tag-module"
import type { World } from "./world"

/** How stale a list may be, in ms. */
export const STALE = 2_000

export interface TagModel {
  readonly id: string
  name: string
  inUse: boolean
  /** Accepted for deletion, but not deleted. */
  kept: boolean
  readonly colorCode?: string | null
}

export interface Gone {
  readonly at: number
  readonly name: string
  /** Id of the Zoho job that deleted it, or null if another user did. */
  readonly by: string | null
}

export interface ModuleModel {
  id: string
  readonly apiName: string
  isHidden: boolean
  readonly tags: Map<string, TagModel>
  readonly gone: Map<string, Gone>
}

export interface OrgModel {
  readonly ref: OrgRef
  /** Includes `tagged`. */
  readonly modules: Map<string, ModuleModel>
  /** The module for restores, merges and self-tests. */
  readonly tagged: TagModule
  limit: number
  mayDelete: boolean
  /** All calls get 429 until this time. */
  busyUntil: number
  noCreditsUntil: number
  inFlight: number
}

export interface AccountModel {
  readonly id: string
  validUntil: number
  isRevoked: boolean
  /** Renewal succeeds, but the API also refuses the new token. */
  isRefused: boolean
  isConsented: boolean
}

export interface ZohoJob {
  readonly id: string
  readonly ids: readonly string[]
  readonly module: ModuleModel
  state: StatusReport["state"]
  deleted: number
  isForgotten: boolean
}

/** The true cause of a fault, to check the engine's conclusion. */
export interface FaultFacts {
  readonly offender: string
}

export class Zoho {
  readonly orgs: OrgModel[] = []
  readonly jobs = new Map<string, ZohoJob>()
  readonly facts = new WeakMap<ZohoFault, FaultFacts>()
  /** When a list was read. */
  readonly readAt = new WeakMap<TagNames, number>()
  private lastId = 7_000_000_000_000_000_000n

  constructor(private readonly world: World) {}

  newId(): string {
    this.lastId += 1n
    return String(this.lastId)
  }

  remove(module: ModuleModel, id: string, by: string | null = null): boolean {
    const tag = module.tags.get(id)
    if (!tag) return false
    module.tags.delete(id)
    module.gone.set(id, { at: this.world.timeline.now(), name: tag.name, by })
    this.world.note(() => `zoho     tag ${id} is gone`)
    return true
  }

  submit(org: OrgModel, ref: ModuleRef, ids: readonly string[]): ZohoResult<{ readonly jobId: string }> {
    if (!org.mayDelete) return this.refuse("no-permission")
    const module = org.modules.get(ref.apiName)
    if (!module || module.isHidden) return this.refuse("module-unknown")
    if (module.id !== ref.id) return this.refuse("module-mismatch")
    const isNamed = !this.world.scenario.has("unnamed-offender")
    if (ids.length > org.limit)
      return this.refuse("too-many-tags", isNamed ? { maximumLength: org.limit } : {})
    const tagIndex = ids.findIndex((id) => module.tags.get(id)?.inUse !== false)
    const offender = ids[tagIndex]
    if (offender === undefined) return { ok: true, value: { jobId: this.start(module, ids) } }
    const kind = module.tags.has(offender) ? "tag-in-use" : "tag-not-found"
    const refusal = fault(kind, { details: isNamed ? { tagIndex } : {} })
    this.facts.set(refusal, { offender })
    return { ok: false, fault: refusal }
  }

  /** Performs a synchronous change, if the user may make it. */
  change<T>(org: OrgModel, make: () => ZohoResult<T>): ZohoResult<T> {
    return org.mayDelete ? make() : this.refuse("no-permission")
  }

  private refuse(kind: FaultKind, details: FaultDetails = {}): { ok: false; fault: ZohoFault } {
    return { ok: false, fault: fault(kind, { details }) }
  }

  private start(module: ModuleModel, ids: readonly string[]): string {
    const { world } = this
    const job: ZohoJob = {
      ...{ id: this.newId(), ids, module, state: "pending", deleted: 0 },
      isForgotten: false,
    }
    this.jobs.set(job.id, job)
    if (world.happens("stuck-job", 0.2)) return job.id
    const takes = world.scenario.has("slow-jobs")
      ? world.random.int(1_000, 180_000)
      : world.random.int(0, 5_000)
    const half = Math.floor(ids.length / 2)
    world.after(takes / 2, () => this.work(job, ids.slice(0, half)))
    world.after(takes, () => this.end(job, ids.slice(half)))
    return job.id
  }

  private work(job: ZohoJob, ids: readonly string[]): void {
    for (const id of ids)
      if (job.module.tags.get(id)?.kept === false && this.remove(job.module, id, job.id)) job.deleted++
  }

  private end(job: ZohoJob, ids: readonly string[]): void {
    const fails = this.world.scenario.has("failed-jobs") && this.world.random.chance(0.4)
    this.work(job, fails ? ids.filter(() => this.world.random.chance(0.3)) : ids)
    job.state = fails ? "failed" : "completed"
    if (fails) this.world.count("failed-jobs")
    this.world.note(() => `zoho     job ${job.id} is ${job.state}`)
    if (this.world.happens("forgotten-job", 0.3)) job.isForgotten = true
  }

  status(jobId: string): ZohoResult<StatusReport> {
    const job = this.jobs.get(jobId)
    if (!job || job.isForgotten) return this.refuse("job-not-found")
    const total = job.ids.length
    const counts = { total, deleted: job.deleted, failed: total - job.deleted }
    if (!this.world.scenario.has("lying-counts")) return { ok: true, value: { state: job.state, counts } }
    this.world.count("lying-counts")
    const deleted = this.world.random.int(0, total)
    return { ok: true, value: { state: job.state, counts: { total, deleted, failed: total - deleted } } }
  }

  list(org: OrgModel, ref: ModuleRef): ZohoResult<TagList> {
    const module = org.modules.get(ref.apiName)
    if (!module || module.isHidden) return this.refuse("module-unknown")
    if (this.world.happens("short-list", 0.2)) return this.refuse("incomplete-list")
    if (module === org.tagged) return { ok: true, value: org.tagged.list() }
    const now = this.world.timeline.now()
    const lag = this.world.scenario.has("stale-lists") ? this.world.random.int(0, STALE) : 0
    const tags = new Map([...module.tags.values()].map(({ id, name }) => [id, name]))
    for (const [id, { at, name }] of module.gone) if (at > now - lag) tags.set(id, name)
    this.readAt.set(tags, now)
    return { ok: true, value: { tags, allowed: null } }
  }

  module(org: OrgModel, ref: ModuleRef): ZohoResult<ModuleRef> {
    const module = org.modules.get(ref.apiName)
    if (!module || module.isHidden) return this.refuse("module-unknown")
    return { ok: true, value: { ...ref, id: module.id } }
  }

  orgOf(job: Pick<Job, "org">): OrgModel {
    return this.orgs.find((org) => org.ref.id === job.org.id)!
  }
}
