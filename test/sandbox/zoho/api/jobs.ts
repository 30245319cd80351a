/**
 * Delete jobs. They have no timers: each access brings them up to date, so they work in virtual time and in real time.
 */
import type { Job, Module, Org, State } from "../state"

/** Accepts a job. It waits for a quarter of its length, then runs. */
export function startJob(state: State, org: Org, module: Module, tagIds: readonly string[]): Job {
  const { jobBase, jobPerTag, jobsFail } = state.settings
  const acceptedAt = state.clock.now()
  const length = jobBase + jobPerTag * tagIds.length
  const job: Job = {
    id: state.newId(),
    module: module.apiName,
    tagIds,
    acceptedAt,
    runsFrom: acceptedAt + length / 4,
    endsAt: acceptedAt + length,
    fails: jobsFail,
    deleted: [],
    failed: [],
  }
  org.jobs.set(job.id, job)
  return job
}

export function jobStatus(job: Job, now: number): "SCHEDULED" | "RUNNING" | "COMPLETED" | "FAILED" {
  if (now >= job.endsAt) return job.fails ? "FAILED" : "COMPLETED"
  return now >= job.runsFrom ? "RUNNING" : "SCHEDULED"
}

export function settleJobs(state: State, org: Org): void {
  for (const job of org.jobs.values()) settle(state, org, job)
}

function settle(state: State, org: Org, job: Job): void {
  const handled = job.deleted.length + job.failed.length
  if (handled === job.tagIds.length) return
  const module = org.modules.find((one) => one.apiName === job.module)
  if (!module) return
  for (const id of job.tagIds.slice(handled, due(state, job))) {
    const tag = module.tags.get(id)
    if (job.fails || !tag || tag.failsInJob) job.failed.push(id)
    else {
      deleteTag(org, module, id)
      job.deleted.push(id)
    }
  }
}

/** How many tags a job has handled by now. */
function due(state: State, job: Job): number {
  const now = state.clock.now()
  if (now >= job.endsAt) return job.tagIds.length
  if (job.fails || now < job.runsFrom || state.settings.readings.jobDeletes === "at-end") return 0
  return Math.floor(((now - job.runsFrom) / (job.endsAt - job.runsFrom)) * job.tagIds.length)
}

/** Deletes a tag, and removes it from the records that have it. */
export function deleteTag(org: Org, module: Module, id: string): void {
  org.deletedTags.add(id)
  module.tags.delete(id)
  for (const record of module.records.values()) record.tagIds.delete(id)
}
