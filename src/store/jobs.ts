/** Jobs at rest: the real side of the engine's journal, and what the screens read. */
import type { Chunk, Job, JobRecord } from "../deletion/job"
import type { Journal } from "../deletion/ports"
import type { Database } from "./database"
import { JOBS, loadJob } from "./job-loading"
import { createWorkStore } from "./work-store"
import type { WorkStore } from "./work-store"

export type JobStore = Journal & WorkStore<Job, Chunk>

export function createJobStore(db: Database): JobStore {
  const store = createWorkStore(db, JOBS)
  const load = (jobId: string): Promise<JobRecord | undefined> => loadJob(db, jobId)
  return {
    ...store,
    load,
    async unfinished(): Promise<JobRecord[]> {
      const records = await Promise.all((await store.open()).map((job) => load(job.id)))
      return records.filter((record) => record !== undefined)
    },
  }
}
