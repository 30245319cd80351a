import { expect } from "vitest"

import { dueCommands } from "../../src/deletion/due"
import type { DeletionEvent } from "../../src/deletion/events"
import type { Chunk, JobRecord } from "../../src/deletion/job"
import { step } from "../../src/deletion/machine"
import { planJob } from "../../src/deletion/plan"
import type { Confirmed } from "../../src/deletion/plan"
import { chunkAt, pendingTags } from "../../src/deletion/record"
import type { FaultKind } from "../../src/zoho/errors/catalogue"
import { fault } from "../../src/zoho/errors/fault"
import type { FaultDetails } from "../../src/zoho/errors/fault"

export const NOW = 1_700_000_000_000

/** Ids `t0`, `t1`, … named `name 0`, `name 1`, … */
export function confirmed(tags: number, more: Partial<Confirmed> = {}): Confirmed {
  return {
    ...{
      id: "job",
      now: NOW,
      grace: 0,
      accountId: "account",
      confirmedBy: null,
      tagsPerCall: 200,
      backup: null,
    },
    org: { id: "org", name: "Org", location: "us", environment: "production" },
    module: { id: "m1", apiName: "Leads", pluralLabel: "Leads" },
    tags: Array.from({ length: tags }, (_, at) => ({
      ...{ id: `t${at}`, name: `name ${at}`, colorCode: null, records: null },
    })),
    ...more,
  }
}

export function plan(tags: number, tagsPerCall = 200): JobRecord {
  return planJob(confirmed(tags, { tagsPerCall }))
}

/** Applies events one after the other, at `NOW` or a later time; a re-read when its turn has come. */
export function after(record: JobRecord, events: readonly DeletionEvent[], now = NOW): JobRecord {
  return events.reduce((last, event) => step(last, event, timeOf(event, last, now)), record)
}

function timeOf(event: DeletionEvent, record: JobRecord, now: number): number {
  if (event.type !== "listed") return now
  return Math.max(now, ...event.chunks.map((index) => chunkAt(record, index)?.notBefore ?? now))
}

export function refusal(kind: FaultKind, details: FaultDetails = {}, chunk = 0): DeletionEvent {
  return { type: "submit-failed", chunk, fault: fault(kind, { details }) }
}

export const submitting = (chunk = 0): DeletionEvent => ({ type: "submitting", chunk })
export const accepted = (chunk = 0): DeletionEvent => ({ type: "accepted", chunk, zohoJobId: `z${chunk}` })

export function status(
  state: "pending" | "completed" | "failed",
  chunk = 0,
  failed: number | null = null,
): DeletionEvent {
  const counts = { total: null, deleted: null, failed }
  return { type: "status", chunk, report: { state, counts }, askedAt: NOW }
}

/** A re-read of the module that shows these tags, under the names they were confirmed with. */
export function listed(ids: readonly string[], chunks: readonly number[] = [0]): DeletionEvent {
  return { type: "listed", chunks, tags: new Map(ids.map((id) => [id, id.replace("t", "name ")])) }
}

export function chunk(record: JobRecord, index = 0): Chunk {
  return chunkAt(record, index)!
}

/** `id state` of every tag, by id. */
export function states(record: JobRecord): Record<string, string> {
  return Object.fromEntries(record.chunks.flatMap(({ tags }) => tags.map((tag) => [tag.id, tag.state])))
}

/** The ids that the next POST of a chunk carries. */
export function idsToSend(from: Chunk): string[] {
  return pendingTags(from).map((tag) => tag.id)
}

/** POSTs until all of `size` tags are sent or refused, where Zoho refuses these. */
export function postsFor(size: number, bad: ReadonlySet<string>, isNamed: boolean): number {
  let record = plan(size)
  for (let posts = 0; ; posts++) {
    const command = dueCommands(record, NOW).find(({ type }) => type === "submit")
    if (command?.type !== "submit") {
      const refused = Object.entries(states(record)).filter(([, state]) => state === "refused")
      expect(refused.map(([id]) => id).sort()).toEqual([...bad].sort())
      return posts
    }
    const sent = after(record, [submitting(command.chunk)])
    const tagIndex = idsToSend(chunk(sent, command.chunk)).findIndex((id) => bad.has(id))
    const answer =
      tagIndex < 0
        ? accepted(command.chunk)
        : refusal("tag-in-use", isNamed ? { tagIndex } : {}, command.chunk)
    record = after(sent, [answer])
  }
}
