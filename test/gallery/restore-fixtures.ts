/** Example restores and merges, as drafts and as stored in the journal. */
import type { BackupTag } from "../../src/backup/backup"
import { mapItems, settle } from "../../src/jobs/items"
import type { Job } from "../../src/jobs/job"
import { planMerge, planRestore } from "../../src/jobs/plan"
import { withSteps, type JobRecord } from "../../src/jobs/record"
import type { Step } from "../../src/jobs/steps"
import type { DraftTag, MergeDraft, RestoreDraft, RestoreTag } from "../../src/storage/drafts"
import * as f from "./fixtures"

function restoreTags(): RestoreTag[] {
  return f.tags(4).map(({ id, name, colorCode }, index) => ({
    ...{ index, id, name, colorCode, exists: index === 1, complete: index !== 2 },
    records: [1_234, 0, 2_000, 17][index] ?? null,
  }))
}

export const restoreDraft = (more: Partial<RestoreDraft> = {}): RestoreDraft => ({
  ...{ draftId: "d1", kind: "restore", tabId: null, accountId: f.ACCOUNT, org: f.acme, module: f.deals },
  ...{ features: ["delete", "org", "restore", "retag", "records"], requires: ["restore", "retag"] },
  ...{ expiresAt: Date.now() + 600_000, backupId: "b1", backedUpAt: f.NOW - 86_400_000, mergedInto: null },
  ...{ tags: restoreTags(), records: 2_811, room: 20 },
  ...more,
})

const going = (id: string, name: string, colorCode: string | null, records: number): DraftTag => ({
  ...{ ...f.draftTags(1)[0]!, id, name, colorCode, records },
})

export const mergeDraft = (more: Partial<MergeDraft> = {}): MergeDraft => ({
  ...{ draftId: "d1", kind: "merge", tabId: null, accountId: f.ACCOUNT, org: f.acme, module: f.deals },
  ...{ features: ["delete", "org", "merge", "records"], requires: ["merge"], dropped: [] },
  ...{ expiresAt: Date.now() + 600_000, backup: f.draftBackup() },
  keep: { id: "4150868000000123999", name: "Trade fair", colorCode: "#57B1FD" },
  tags: [
    going("1", "trade fair", "#57B1FD", 412),
    going("2", "Trade fairs", null, 18),
    going("3", "Trade-fair", "#F17574", 0),
  ],
  ...more,
})

const who = (id: string): Parameters<typeof planMerge>[0] => ({
  ...{
    id,
    now: f.NOW - 120_000,
    org: f.acme,
    accountId: f.ACCOUNT,
    confirmedBy: "Jane Doe",
    module: f.deals,
  },
  ...{ keep: mergeDraft().keep, absorb: mergeDraft().tags, backup: null },
})

function backupTag(index: number, records: number): BackupTag {
  const { id, name, colorCode } = f.tags(4)[index] ?? f.tags(1)[0]!
  const unknown = { createdBy: null, createdTime: null, modifiedBy: null, modifiedTime: null, records: null }
  const recordIds = Array.from({ length: records }, (_, at) => `41508680000${index}${String(10_000 + at)}`)
  return { ...{ backupId: "b1", index, id, name, colorCode, recordIds, recordsComplete: true }, ...unknown }
}

const allDone = (step: Step): Step => ({
  ...mapItems(step, (item) => settle(item, "done")),
  ...{ phase: "settled" },
})

const created = (step: Step): Step =>
  step.call === "create-tags"
    ? {
        ...{ ...step, phase: "settled" },
        tags: step.tags.map((tag, at) => ({
          ...settle(tag, at === 1 ? "already" : "done"),
          newId: at === 1 ? tag.id : `41508680000009${String(90_000 + at)}`,
        })),
      }
    : step

const planned = (id: string): JobRecord =>
  planRestore({
    ...who(id),
    ...{
      backupId: "b1",
      confirmBy: "records",
      tags: [900, 0, 700, 17].map((records, at) => backupTag(at, records)),
    },
  })

/** A running restore: the tags are created, half of the records are tagged. */
export function restoring(): JobRecord {
  const record = planned("r1")
  const steps = record.steps.map((step, at) =>
    step.call === "create-tags" ? created(step) : at < 3 ? allDone(step) : step,
  )
  return running(withSteps(record, ...steps))
}

const running = ({ job, steps }: JobRecord, more: Partial<Job> = {}): JobRecord => ({
  ...{ job: { ...job, state: "running", ...more }, steps },
})

/** Zoho's possible refusals of single records. */
const REFUSALS = [
  "record-not-found",
  "record-locked",
  "record-full",
  "record-converted",
  "record-forbidden",
] as const

/** A finished restore: some records were refused, one tag lost its color, and one exceeded the plan's limit. */
export function restoredWithProblems(): JobRecord {
  const record = planned("r2")
  const steps = record.steps.map((step): Step => {
    if (step.call === "create-tags") {
      const after = created(step) as typeof step
      const refused = { kind: "plan-limit", zohoCode: "LICENSE_LIMIT_EXCEEDED" } as const
      const tags = after.tags.map((tag, at) =>
        at === 3
          ? settle({ ...tag, newId: null }, "refused", refused)
          : { ...tag, colorRefused: at === 0 && tag.colorCode !== null },
      )
      return { ...after, tags }
    }
    if (step.call !== "add-tags") return step
    const orphan = step.tagId === f.tags(4)[3]?.id
    const records = step.records.map((item, at) => {
      if (orphan) return settle(item, "not-sent", { kind: "tag-not-restored" })
      const kind = REFUSALS[at]
      if (kind) return settle(item, "refused", { kind })
      return settle(item, "done")
    })
    return { ...step, records, phase: "settled", confirmedBy: orphan ? null : "records" }
  })
  return running(withSteps(record, ...steps), { state: "completed-with-problems", finishedAt: f.NOW })
}

/** A paused restore: as many tags as fit were created; the others wait for room. */
export function waitingForRoom(): JobRecord {
  const record = planned("r3")
  const planLimit = { allowed: 200, used: 200, wanted: 2 }
  const reason = { kind: "plan-limit", zohoCode: "LICENSE_LIMIT_EXCEEDED", planLimit } as const
  const steps = record.steps.map((step): Step => {
    const after = created(step)
    if (after.call !== "create-tags" || step.call !== "create-tags")
      return step.index < 3 ? allDone(step) : step
    const tags = step.tags.map((tag, at) => (at < 2 ? (after.tags[at] ?? tag) : tag))
    return { ...step, tags, noRoom: reason }
  })
  return running(withSteps(record, ...steps), {
    ...{ state: "paused", wait: null },
    pause: { why: "plan-limit", until: null, reason },
  })
}

export function merged(): JobRecord {
  const record = planMerge(who("m1"))
  return running(withSteps(record, ...record.steps.map(allDone)), { state: "completed", finishedAt: f.NOW })
}
