/** A model of the job store: atomic, durable, and sometimes failing. */
import { isFinished, type Job } from "../../../src/jobs/job"
import type { JobRecord } from "../../../src/jobs/record"
import type { Step } from "../../../src/jobs/steps"
import type { World } from "./world"

interface Stored {
  job: Job
  readonly steps: Map<number, Step>
  /** Cached record of both, until the next write. */
  record: JobRecord | null
}

export class Disk {
  private readonly stored = new Map<string, Stored>()
  failsUntil = 0

  private lastTurn = 0

  constructor(private readonly world: World) {}

  /**
   * Time until a transaction created now runs, in ms. Overlapping transactions run in the order of their creation, even
   * if the page that created one is gone: https://www.w3.org/TR/IndexedDB/#transaction-scheduling
   */
  priority(): number {
    const now = this.world.timeline.now()
    this.lastTurn = Math.max(this.lastTurn, now + this.world.random.int(1, 5))
    return this.lastTurn - now
  }

  /** Throws without writing if the disk fails. */
  save(job: Job, changed: readonly Step[]): void {
    this.check()
    const entry = this.stored.get(job.id) ?? { job, steps: new Map<number, Step>(), record: null }
    Object.assign(entry, { job, record: null })
    for (const step of changed) entry.steps.set(step.index, step)
    this.stored.set(job.id, entry)
  }

  load(jobId: string): JobRecord | undefined {
    this.check()
    return this.peek(jobId)
  }

  unfinished(): JobRecord[] {
    this.check()
    return this.all().filter(({ job }) => !isFinished(job.state))
  }

  /** The stored record. Never fails. */
  peek(jobId: string): JobRecord | undefined {
    const entry = this.stored.get(jobId)
    if (!entry) return undefined
    const steps = (): Step[] => [...entry.steps.values()].sort((a, b) => a.index - b.index)
    entry.record ??= { job: entry.job, steps: steps() }
    return entry.record
  }

  job(jobId: string): Job | undefined {
    return this.stored.get(jobId)?.job
  }

  all(): JobRecord[] {
    return [...this.stored.keys()].map((jobId) => this.peek(jobId)!)
  }

  /** @throws if the disk fails */
  check(): void {
    if (this.world.timeline.now() < this.failsUntil || this.world.happens("store-failure", 0.02))
      throw new Error("The disk refuses")
  }
}
