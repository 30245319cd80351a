/** Jobs at rest: the real side of the engine's journal, and what the screens read. */
import * as v from "valibot"

import type { Chunk, Job, JobRecord, JobState } from "../deletion/job"
import { isFinished } from "../deletion/job"
import type { Journal } from "../deletion/ports"
import { announceChange } from "./changes"
import type { Database } from "./database"
import { chunkSchema, jobSchema } from "./job-schema"

export interface JobStore extends Journal {
  /** The newest jobs first. */
  list(most: number): Promise<Job[]>
  /** The heads of the jobs that are not finished; costs the same whatever their size. */
  open(): Promise<Job[]>
  head(jobId: string): Promise<Job | undefined>
  /** Deletes a finished job's record. Unfinished ones stay. */
  forget(jobId: string): Promise<void>
  /** Keeps the newest `most` finished jobs, and forgets older ones. */
  prune(most: number): Promise<void>
}

const OPEN_STATES: readonly JobState[] = ["waiting", "running", "paused"]

export function createJobStore(db: Database): JobStore {
  async function load(jobId: string): Promise<JobRecord | undefined> {
    const job = checkedJob(await db.get("jobs", jobId))
    if (!job) return undefined
    const stored = await db.getAllFromIndex("chunks", "jobId", jobId)
    const chunks = v.safeParse(v.array(chunkSchema), stored)
    // A job with a damaged chunk is left alone: half a job must not be taken for the whole.
    return chunks.success ? { job, chunks: chunks.output } : undefined
  }

  async function forget(jobId: string): Promise<void> {
    const work = db.transaction(["jobs", "chunks"], "readwrite", { durability: "strict" })
    const job = checkedJob(await work.objectStore("jobs").get(jobId))
    if (job && isFinished(job.state)) {
      await work.objectStore("jobs").delete(jobId)
      await work.objectStore("chunks").delete(IDBKeyRange.bound([jobId, 0], [jobId, Infinity]))
    }
    await work.done
    announceChange()
  }

  async function list(most: number): Promise<Job[]> {
    const found: Job[] = []
    let cursor = await db.transaction("jobs").store.index("createdAt").openCursor(null, "prev")
    while (cursor && found.length < most) {
      const job = checkedJob(cursor.value)
      if (job) found.push(job)
      cursor = await cursor.continue()
    }
    return found
  }

  async function open(): Promise<Job[]> {
    const found = await Promise.all(OPEN_STATES.map((state) => db.getAllFromIndex("jobs", "state", state)))
    return found
      .flat()
      .map(checkedJob)
      .filter((job) => job !== undefined)
  }

  return {
    open,
    list,
    head: async (jobId) => checkedJob(await db.get("jobs", jobId)),
    load,
    forget,
    async unfinished(): Promise<JobRecord[]> {
      const records = await Promise.all((await open()).map((job) => load(job.id)))
      return records.filter((record) => record !== undefined)
    },
    async save(job: Job, changed: readonly Chunk[]): Promise<void> {
      // The journal is what a kill leaves us with: a commit that is only buffered would not be one.
      const work = db.transaction(["jobs", "chunks"], "readwrite", { durability: "strict" })
      await Promise.all([
        work.objectStore("jobs").put(job),
        ...changed.map((chunk) => work.objectStore("chunks").put(chunk)),
        work.done,
      ])
      announceChange()
    },
    async prune(most): Promise<void> {
      const finished = (await list(Infinity)).filter((job) => isFinished(job.state))
      for (const job of finished.slice(most)) await forget(job.id)
    },
  }
}

/** A record that is not a job of a version we know is passed over, and left where it is. */
function checkedJob(stored: unknown): Job | undefined {
  const parsed = v.safeParse(jobSchema, stored)
  return parsed.success ? parsed.output : undefined
}
