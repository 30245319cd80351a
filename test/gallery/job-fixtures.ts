/** Example jobs in every state, as stored in the journal. */
import { totalOf } from "../../src/jobs/items"
import type { Job, JobTag } from "../../src/jobs/job"
import type { JobRecord } from "../../src/jobs/record"
import { newMassDelete, type MassDeleteStep } from "../../src/jobs/steps"
import * as f from "./fixtures"

export const job = (id: string, state: Job["state"], minutes: number, more: Partial<Job> = {}): Job => ({
  ...{ id, schema: 1, kind: "deletion", createdAt: f.NOW - minutes * 60_000, updatedAt: f.NOW },
  ...{ finishedAt: null, startAt: f.NOW, org: f.acme, accountId: "eu-production-700000001" },
  ...{
    confirmedBy: "Jane Doe",
    group: null,
    module: f.deals,
    state,
    pause: null,
    pauseBelow: null,
    wait: null,
  },
  ...{ needs: null, backup: null, cancelRequested: false, tags: f.counts({ pending: 37 }) },
  ...{ records: f.counts(), reportedDone: 0, tagsPerCall: 200, nextStepIndex: 1, failuresInRow: 0 },
  ...{ moduleReread: false, renewed: false, reason: null, backupId: null, keep: null },
  ...{ confirmBy: "records", notes: [], ...more },
})

export const withProblems = job("3", "completed-with-problems", 95, {
  module: f.leads,
  tags: f.counts({ done: 31, already: 1, refused: 3, "not-done": 2 }),
})

export const jobs: readonly Job[] = [
  job("2", "completed", 12, { tags: f.counts({ done: 37 }) }),
  job("1", "running", 1, {
    tags: f.counts({ pending: 250, done: 200 }),
    reportedDone: 63,
  }),
  withProblems,
  job("4", "failed", 60 * 26, { tags: f.counts({ "not-sent": 1 }) }),
  job("5", "cancelled", 60 * 24 * 40, { tags: f.counts({ done: 5, "not-sent": 7 }) }),
]

export function record(of: Job): JobRecord {
  const reasons: Partial<Record<JobTag["state"], JobTag["reason"]>> = {
    refused: {
      kind: "tag-in-use",
      zohoCode: "NOT_ALLOWED",
      places: ["Workflow: Big deals", "Blueprint: Sales"],
    },
    "not-done": { kind: "kept-by-zoho" },
  }
  const states = Object.entries(of.tags).flatMap(([state, count]) =>
    Array.from({ length: count }, () => state as JobTag["state"]),
  )
  const tags = f.tags(totalOf(of.tags)).map((tag, index): JobTag => {
    const state = states[index] ?? "pending"
    return { ...tag, state, reason: reasons[state] ?? null }
  })
  const step: MassDeleteStep = {
    ...newMassDelete(of.id, 0, tags, 0),
    ...{ phase: "settled", attempts: 1, zohoJobId: "4150868000000999001", verdict: "completed" },
  }
  return { job: of, steps: [step] }
}

/** A finished job with every kind of outcome. */
export const finishedRecord = (): JobRecord => record(withProblems)
