/** Stored jobs, for the engine and the screens. Steps are separate records, so that writes stay small. */
import * as v from "valibot"

import { isFinished, type Job, type JobState } from "../jobs/job"
import type { Journal } from "../jobs/ports"
import type { JobRecord } from "../jobs/record"
import { jobSchema } from "../jobs/schema"
import { type Step, stepSchema } from "../jobs/steps"
import { checkedBy } from "../lib/schema"
import { announceChange } from "./change-events"
import { groupCommit, type Database } from "./database"

export interface JobStore extends Journal {
  list(most: number): Promise<Job[]>
  /** The heads of unfinished jobs. The cost does not depend on the size of the jobs. */
  open(): Promise<Job[]>
  head(id: string): Promise<Job | undefined>
  /** Deletes a finished job. An unfinished one stays. */
  forget(id: string): Promise<void>
  /** Keeps the newest `most` finished jobs and deletes older ones. */
  prune(most: number): Promise<void>
  /** Whether there are jobs of a newer version of the extension, which this version ignores. */
  holdsNewer(): Promise<boolean>
}

/** Schema of jobs and their steps in this version. */
const SCHEMA = 1
const newerSchema = v.object({ schema: v.pipe(v.number(), v.minValue(SCHEMA + 1)) })

const stepsOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Infinity])

const OPEN_STATES: readonly JobState[] = ["waiting", "running", "paused"]

/** Jobs of an unknown version are ignored and stay in the database. */
const checked = checkedBy(jobSchema)

const allChecked = (stored: readonly unknown[]): Job[] => stored.flatMap((each) => checked(each) ?? [])

async function newestFirst(db: Database): Promise<Job[]> {
  return allChecked(await db.getAllFromIndex("jobs", "createdAt")).reverse()
}

export function createJobStore(db: Database): JobStore {
  const write = groupCommit<{ readonly job: Job; readonly changed: readonly Step[] }>(async (saves) => {
    // Flushed, because the engine resumes from the journal after a kill.
    const tx = db.transaction(["jobs", "steps"], "readwrite", { durability: "strict" })
    await Promise.all([
      ...saves.map(({ job }) => tx.objectStore("jobs").put(job)),
      ...saves.flatMap(({ changed }) => changed.map((step) => tx.objectStore("steps").put(step))),
      tx.done,
    ])
    announceChange("jobs")
  })

  /** Undefined if the job does not exist or any part is damaged: a partial job must not count as whole. */
  async function load(id: string): Promise<JobRecord | undefined> {
    const job = checked(await db.get("jobs", id))
    if (!job) return undefined
    const steps = v.safeParse(v.array(stepSchema), await db.getAll("steps", stepsOf(id)))
    return steps.success ? { job, steps: steps.output } : undefined
  }

  async function open(): Promise<Job[]> {
    const found = await Promise.all(OPEN_STATES.map((state) => db.getAllFromIndex("jobs", "state", state)))
    return allChecked(found.flat())
  }

  async function forget(id: string): Promise<void> {
    const tx = db.transaction(["jobs", "steps"], "readwrite", { durability: "strict" })
    const job = checked(await tx.objectStore("jobs").get(id))
    if (job && isFinished(job.state)) {
      await tx.objectStore("jobs").delete(id)
      await tx.objectStore("steps").delete(stepsOf(id))
    }
    await tx.done
    announceChange("jobs")
  }

  return {
    ...{ load, open, forget },
    list: async (most) => (await newestFirst(db)).slice(0, most),
    head: async (id) => checked(await db.get("jobs", id)),
    holdsNewer: async () => (await db.getAll("jobs")).some((stored) => v.is(newerSchema, stored)),
    save: (job, changed) => write({ job, changed }),
    async unfinished(): Promise<JobRecord[]> {
      const records = await Promise.all((await open()).map((job) => load(job.id)))
      return records.flatMap((record) => record ?? [])
    },
    async prune(most): Promise<void> {
      if ((await db.count("jobs")) <= most) return
      const finished = (await newestFirst(db)).filter(({ state }) => isFinished(state))
      for (const { id } of finished.slice(most)) await forget(id)
    },
  }
}
