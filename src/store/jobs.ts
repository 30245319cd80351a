/** Jobs at rest: the real side of the engine's journal, and what the screens read. */
import type { Chunk, Job, JobRecord } from "../deletion/job"
import type { Journal } from "../deletion/ports"
import { chunkSchema } from "./chunk-schema"
import type { Database } from "./database"
import { jobSchema } from "./job-schema"
import { createWorkStore } from "./work-store"
import type { WorkStore } from "./work-store"

export type JobStore = Journal & WorkStore<Job, Chunk>

export function createJobStore(db: Database): JobStore {
  const store = createWorkStore(db, {
    heads: "jobs",
    headSchema: jobSchema,
    parts: "chunks",
    partSchema: chunkSchema,
  })
  async function load(jobId: string): Promise<JobRecord | undefined> {
    const found = await store.loadParts(jobId)
    return found && { job: found.head, chunks: found.parts }
  }
  return {
    ...store,
    load,
    async unfinished(): Promise<JobRecord[]> {
      const records = await Promise.all((await store.open()).map((job) => load(job.id)))
      return records.filter((record) => record !== undefined)
    },
  }
}
