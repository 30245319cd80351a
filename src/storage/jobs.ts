/** Stored jobs: the engine's journal, and what the screens read. Steps are records of their own, so that a write is small. */
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
  /** The heads of what is not finished; costs the same whatever their size. */
  open(): Promise<Job[]>
  head(id: string): Promise<Job | undefined>
  /** Deletes a finished job. An unfinished one stays. */
  forget(id: string): Promise<void>
  /** Keeps the newest `most` that are finished, and forgets older ones. */
  prune(most: number): Promise<void>
  /** Whether a newer version of the extension has left jobs that this one passes over. */
  holdsNewer(): Promise<boolean>
}

/** Of jobs and their steps, as far as this version knows. */
const SCHEMA = 1
const newerSchema = v.object({ schema: v.pipe(v.number(), v.minValue(SCHEMA + 1)) })

const stepsOf = (id: string): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Infinity])

const OPEN_STATES: readonly JobState[] = ["waiting", "running", "paused"]

/** A job that is not of a version we know is passed over, and left where it is. */
const checked = checkedBy(jobSchema)

const allChecked = (stored: readonly unknown[]): Job[] => stored.flatMap((each) => checked(each) ?? [])

async function newestFirst(db: Database): Promise<Job[]> {
  return allChecked(await db.getAllFromIndex("jobs", "createdAt")).reverse()
}

export function createJobStore(db: Database): JobStore {
  const write = groupCommit<{ readonly job: Job; readonly changed: readonly Step[] }>(async (saves) => {
    // The journal is what a kill leaves us with: it is flushed.
    const work = db.transaction(["jobs", "steps"], "readwrite", { durability: "strict" })
    await Promise.all([
      ...saves.map(({ job }) => work.objectStore("jobs").put(job)),
      ...saves.flatMap(({ changed }) => changed.map((step) => work.objectStore("steps").put(step))),
      work.done,
    ])
    announceChange("jobs")
  })

  /** Undefined where there is none, or it is damaged: half of it must not be taken for the whole. */
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
    const work = db.transaction(["jobs", "steps"], "readwrite", { durability: "strict" })
    const job = checked(await work.objectStore("jobs").get(id))
    if (job && isFinished(job.state)) {
      await work.objectStore("jobs").delete(id)
      await work.objectStore("steps").delete(stepsOf(id))
    }
    await work.done
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
