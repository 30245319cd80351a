/** Reading a job whole. */
import type { Chunk, Job, JobRecord } from "../deletion/job"
import { chunkSchema } from "./chunk-schema"
import type { Database } from "./database"
import { jobSchema } from "./job-schema"
import { loadWork } from "./work-loading"
import type { Place } from "./work-loading"

export const JOBS: Place<Job, Chunk> = {
  ...{ heads: "jobs", parts: "chunks", headSchema: jobSchema, partSchema: chunkSchema },
}

export async function loadJob(db: Database, jobId: string): Promise<JobRecord | undefined> {
  const found = await loadWork(db, JOBS, jobId)
  return found && { job: found.head, chunks: found.parts }
}
