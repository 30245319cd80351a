/** Invented jobs in every state, as the journal holds them. */
import type { Chunk, Job, JobRecord, JobTag } from "../../src/deletion/job"
import * as f from "./fixtures"

export const job = (id: string, state: Job["state"], minutes: number, more: Partial<Job> = {}): Job => ({
  id,
  schema: 1,
  createdAt: f.NOW - minutes * 60_000,
  updatedAt: f.NOW,
  finishedAt: null,
  startAt: f.NOW,
  org: f.acme,
  accountId: "eu-production-700000001",
  confirmedBy: "Jane Doe",
  group: null,
  module: f.deals,
  tagCount: 37,
  state,
  pause: null,
  pauseBelow: null,
  needs: null,
  backup: null,
  cancelRequested: false,
  counts: f.counts({ pending: 37 }),
  reportedDone: 0,
  tagsPerCall: 200,
  nextChunkIndex: 1,
  failuresInRow: 0,
  moduleReread: false,
  renewed: false,
  reason: null,
  ...more,
})

export const withProblems = job("3", "completed-with-problems", 95, {
  module: f.leads,
  counts: f.counts({ deleted: 31, "already-gone": 1, refused: 3, "still-there": 2 }),
})

export const jobs: readonly Job[] = [
  job("2", "completed", 12, { counts: f.counts({ deleted: 37 }) }),
  job("1", "running", 1, {
    tagCount: 450,
    counts: f.counts({ pending: 250, deleted: 200 }),
    reportedDone: 263,
  }),
  withProblems,
  job("4", "failed", 60 * 26, { tagCount: 1, counts: f.counts({ "not-sent": 1 }) }),
  job("5", "cancelled", 60 * 24 * 40, { tagCount: 12, counts: f.counts({ deleted: 5, "not-sent": 7 }) }),
]

export function record(of: Job): JobRecord {
  const reasons: Partial<Record<JobTag["state"], JobTag["reason"]>> = {
    refused: {
      kind: "tag-in-use",
      zohoCode: "NOT_ALLOWED",
      places: ["Workflow: Big deals", "Blueprint: Sales"],
    },
    "still-there": { kind: "kept-by-zoho" },
  }
  const states = Object.entries(of.counts).flatMap(([state, count]) =>
    Array.from({ length: count }, () => state as JobTag["state"]),
  )
  const tags = f.tags(of.tagCount).map((tag, index): JobTag => {
    const state = states[index] ?? "pending"
    return { ...tag, state, reason: reasons[state] ?? null }
  })
  const chunk: Chunk = {
    jobId: of.id,
    index: 0,
    phase: "settled",
    tags,
    attempts: 1,
    zohoJobId: "4150868000000999001",
    zohoCounts: null,
    zohoVerdict: "completed",
    since: 0,
    notBefore: 0,
    strikes: 0,
    doubt: null,
    looks: 0,
    countedAt: null,
    lastSeenPresent: null,
    seenAt: 0,
  }
  return { job: of, chunks: [chunk] }
}

/** A finished job with every kind of outcome. */
export const finishedRecord = (): JobRecord => record(withProblems)
