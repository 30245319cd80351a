/** A model of the job store: all or nothing, lasting, and sometimes refusing. */
import { isFinished, type Job } from "../../../src/jobs/job"
import type { JobRecord } from "../../../src/jobs/record"
import type { Step } from "../../../src/jobs/steps"
import type { World } from "./world"

interface Stored {
  job: Job
  readonly steps: Map<number, Step>
  /** Both as they are read, as long as nothing is written. */
  record: JobRecord | null
}

export class Disk {
  private readonly stored = new Map<string, Stored>()
  failsUntil = 0

  private lastTurn = 0

  constructor(private readonly world: World) {}

  /**
   * Time until a transaction that is begun now has its turn. Those that overlap go one after the other, in the
   * order in which they were begun, also when the page that began one is gone: https://www.w3.org/TR/IndexedDB/#transaction-scheduling
   */
  priority(): number {
    const now = this.world.timeline.now()
    this.lastTurn = Math.max(this.lastTurn, now + this.world.random.int(1, 5))
    return this.lastTurn - now
  }

  /** Throws, with nothing written, when the disk fails. */
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

  /** What is written, without asking the disk. */
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

  /** Throws when the disk fails. */
  check(): void {
    if (this.world.timeline.now() < this.failsUntil || this.world.happens("store-failure", 0.02))
      throw new Error("The disk refuses")
  }
}
