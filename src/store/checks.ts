/** Checks on orgs at rest: the last one of each account. */
import * as v from "valibot"

import { STEPS } from "../org-check/record"
import type { OrgCheck } from "../org-check/record"
import { announceChange } from "./changes"
import type { Database } from "./database"
import { faultKind } from "./fault-kind"
import { jobStates, moduleSchema, orgSchema } from "./job-schema"

const exchange = v.object({
  method: v.string(),
  call: v.string(),
  httpStatus: v.number(),
  shape: v.string(),
  words: v.array(v.string()),
})

const step = v.object({
  what: v.picklist(STEPS),
  at: v.number(),
  fault: v.nullable(faultKind),
  exchanges: v.array(exchange),
  job: v.nullable(v.picklist(jobStates)),
})

const checkSchema: v.GenericSchema<unknown, OrgCheck> = v.object({
  accountId: v.string(),
  id: v.string(),
  org: orgSchema,
  module: moduleSchema,
  phase: v.picklist(["reading", "ready", "creating", "deleting", "verifying", "finished"]),
  startedAt: v.number(),
  finishedAt: v.nullable(v.number()),
  tags: v.array(v.object({ name: v.string(), id: v.nullable(v.string()) })),
  jobId: v.string(),
  steps: v.array(step),
  stopped: v.nullable(v.union([v.literal("kept"), faultKind])),
  problem: v.nullable(faultKind),
})

export interface CheckStore {
  of(accountId: string): Promise<OrgCheck | undefined>
  unfinished(): Promise<OrgCheck[]>
  save(check: OrgCheck): Promise<void>
}

export function createCheckStore(db: Database): CheckStore {
  const checked = (stored: unknown): OrgCheck | undefined => {
    const parsed = v.safeParse(checkSchema, stored)
    return parsed.success ? parsed.output : undefined
  }
  return {
    of: async (accountId) => checked(await db.get("checks", accountId)),
    async unfinished(): Promise<OrgCheck[]> {
      const all = (await db.getAll("checks")).map(checked)
      return all.filter((check) => check !== undefined && check.phase !== "finished") as OrgCheck[]
    },
    async save(check): Promise<void> {
      // As durable as a job: the names of what was made must outlast whatever ends the worker.
      const work = db.transaction("checks", "readwrite", { durability: "strict" })
      await Promise.all([work.store.put(check), work.done])
      announceChange("checks")
    },
  }
}
