/** Builds job records and events for tests of the engine. */
import { expect } from "vitest"

import { dueCommands } from "../../src/jobs/due"
import type { JobEvent } from "../../src/jobs/events"
import { pendingOf, tagsOf } from "../../src/jobs/items"
import { transition } from "../../src/jobs/machine"
import { planDeletion, type DeletionConfirmed } from "../../src/jobs/plan"
import { stepAt, type JobRecord } from "../../src/jobs/record"
import type { MassDeleteStep } from "../../src/jobs/steps"
import type { FaultKind } from "../../src/zoho/errors/catalog"
import { fault, type FaultDetails } from "../../src/zoho/errors/fault"

export const NOW = 1_700_000_000_000

/** A confirmed deletion of tags with ids `t0`, `t1`, … and names `name 0`, `name 1`, … */
export function confirmed(tags: number, more: Partial<DeletionConfirmed> = {}): DeletionConfirmed {
  return {
    ...{ id: "job", now: NOW, grace: 0, accountId: "account", confirmedBy: null },
    ...{ tagsPerCall: 200, backup: null },
    org: { id: "org", name: "Org", location: "us", environment: "production" },
    module: { id: "m1", apiName: "Leads", pluralLabel: "Leads" },
    tags: Array.from({ length: tags }, (_, at) => ({
      ...{ id: `t${at}`, name: `name ${at}`, colorCode: null, records: null },
    })),
    ...more,
  }
}

export function plan(tags: number, tagsPerCall = 200): JobRecord {
  return planDeletion(confirmed(tags, { tagsPerCall }))
}

/** Applies events in order, at `now` (ms). A re-read is applied when it is due. */
export function after(record: JobRecord, events: readonly JobEvent[], now = NOW): JobRecord {
  return events.reduce((last, event) => transition(last, event, timeOf(event, last, now)), record)
}

function timeOf(event: JobEvent, record: JobRecord, now: number): number {
  if (event.type !== "listed") return now
  return Math.max(now, ...event.steps.map((index) => stepAt(record, index)?.notBefore ?? now))
}

export function refusal(kind: FaultKind, details: FaultDetails = {}, step = 0): JobEvent {
  return { type: "failed", step, fault: fault(kind, { details }) }
}

export const sending = (step = 0): JobEvent => ({ type: "sending", step })
export const accepted = (step = 0): JobEvent => ({ type: "accepted", step, zohoJobId: `z${step}` })

export function status(
  state: "pending" | "completed" | "failed",
  step = 0,
  failed: number | null = null,
): JobEvent {
  const counts = { total: null, deleted: null, failed }
  return { type: "status", step, report: { state, counts }, askedAt: NOW }
}

/** A re-read that lists these tags under their confirmed names. */
export function listed(ids: readonly string[], steps: readonly number[] = [0]): JobEvent {
  const tags = new Map(ids.map((id) => [id, id.replace("t", "name ")]))
  return { type: "listed", steps, tags, allowed: null }
}

export function step(record: JobRecord, index = 0): MassDeleteStep {
  return stepAt(record, index) as MassDeleteStep
}

/** The state of every tag, by id. */
export function states(record: JobRecord): Record<string, string> {
  return Object.fromEntries(record.steps.flatMap(tagsOf).map((tag) => [tag.id, tag.state]))
}

/** The tag ids in the next call of a step. */
export function idsToSend(from: MassDeleteStep): string[] {
  return pendingOf(from.tags).map((tag) => tag.id)
}

/**
 * Counts the POSTs until all of `size` tags are sent or refused.
 * @param bad ids of tags that Zoho refuses
 * @param isNamed whether Zoho names the refused tag
 */
export function postsFor(size: number, bad: ReadonlySet<string>, isNamed: boolean): number {
  let record = plan(size)
  for (let posts = 0; ; posts++) {
    const command = dueCommands(record, NOW).find(({ type }) => type === "send")
    if (command?.type !== "send") {
      const refused = Object.entries(states(record)).filter(([, state]) => state === "refused")
      expect(refused.map(([id]) => id).sort()).toEqual([...bad].sort())
      return posts
    }
    const sent = after(record, [sending(command.step)])
    const tagIndex = idsToSend(step(sent, command.step)).findIndex((id) => bad.has(id))
    const answer =
      tagIndex < 0 ? accepted(command.step) : refusal("tag-in-use", isNamed ? { tagIndex } : {}, command.step)
    record = after(sent, [answer])
  }
}
