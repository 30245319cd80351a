/** Carries one command out against Zoho, and turns the answer into the event that it leads to. */
import type { NewTag } from "../zoho/api/tags"
import type { ZohoFault, ZohoResult } from "../zoho/errors/fault"
import { coqlStep, tagCallCredits } from "../zoho/limits"
import { purposeOf } from "./check"
import type { Answers, Command, JobEvent } from "./events"
import { pendingOf, tagsOf } from "./items"
import type { JobTag } from "./job"
import type { WithinLimit, Ports, ZohoPort } from "./ports"
import { outcomeOf, type CallOutcome, type Priority } from "./rate-limiter"
import { createdTags, stepAt, type JobRecord } from "./record"
import type { CreatedTag, Step } from "./steps"
import { retry } from "./timing"

/** What the calls of one job need. */
export interface CallPorts extends Pick<Ports, "backups" | "protectedNow" | "clock"> {
  readonly zoho: ZohoPort
  readonly withinLimit: WithinLimit
}

export interface Dispatcher {
  /** Applies an event; resolves with the record as stored. */
  dispatch(event: JobEvent): Promise<JobRecord>
  record(): JobRecord
}

export interface Executed extends CallOutcome {
  readonly event: JobEvent
}

/** Zoho's jobs run by themselves, what is still to be sent does not; `none`: it asks for room for its calls itself. */
export function priorityOf({ type }: Command): Priority | "none" {
  if (type === "back-up") return "none"
  return type === "poll" ? "second" : type === "list" ? "last" : "first"
}

/** Makes a call; where it changes anything, that is stored first. Null: it must not, or need not, be made any more. */
export async function execute(command: Command, ports: CallPorts, job: Dispatcher): Promise<Executed | null> {
  const { zoho } = ports
  if (!(await zoho.permitted())) {
    await job.dispatch({ type: "permission-removed" })
    return null
  }
  const executed =
    command.type === "send" ? await send(command.step, ports, job) : await call(command, ports, job.record())
  const exchanges = zoho.heard?.() ?? []
  if (!executed || exchanges.length === 0) return executed
  const note = { what: purposeOf(command, job.record()), exchanges }
  return { ...executed, event: { ...executed.event, note } }
}

/** Zoho's result as the event it leads to, and as what it tells the rate limiter. */
function toExecuted<T>(
  result: ZohoResult<T>,
  good: (value: T) => JobEvent,
  bad: (fault: ZohoFault) => JobEvent,
): Executed {
  return {
    event: result.ok ? good(result.value) : bad(result.fault),
    ...outcomeOf(result),
  }
}

async function send(index: number, ports: CallPorts, job: Dispatcher): Promise<Executed | null> {
  const record = await job.dispatch({ type: "sending", step: index })
  const step = stepAt(record, index)
  if (step?.phase !== "sending") return null
  let ids: readonly string[] = []
  const mayLeave = async (): Promise<boolean> => {
    ids = await protectedOf(pendingOf(tagsOf(step)), ports)
    return ids.length === 0
  }
  const failed = (fault: ZohoFault): JobEvent => ({ type: "failed", step: index, fault })
  const withheld = (): Executed => ({ event: { type: "withheld", step: index, ids }, answer: "none" })
  if (step.call === "mass-delete") {
    const sent = await ports.zoho.massDelete(record.job.module, idsOf(pendingOf(step.tags)), mayLeave)
    return sent
      ? toExecuted(sent, ({ jobId }) => ({ type: "accepted", step: index, zohoJobId: jobId }), failed)
      : withheld()
  }
  const sent = await change(step, record, ports.zoho, mayLeave)
  if (!sent) return withheld()
  const price = step.call === "add-tags" ? tagCallCredits(pendingOf(step.records).length) : 1
  return { ...toExecuted(sent, (answers) => ({ type: "answered", step: index, answers }), failed), price }
}

type Change = Exclude<Step, { call: "mass-delete" }>

/** A call that Zoho answers at once. Null: it must not be made any more. */
async function change(
  step: Change,
  record: JobRecord,
  zoho: ZohoPort,
  mayLeave: () => Promise<boolean>,
): Promise<ZohoResult<Answers> | null> {
  const { module, keep } = record.job
  switch (step.call) {
    case "create-tags":
      return zoho.createTags(module, pendingOf(step.tags).map(newTag))
    case "add-tags": {
      const id = createdTags(record).get(step.tagId)?.newId ?? ""
      return zoho.addTag(module, { id, name: step.name }, idsOf(pendingOf(step.records)))
    }
    case "merge-tags":
      return withoutAnswers(await zoho.mergeTags(keep?.id ?? "", step.tags[0].id, mayLeave))
    case "delete-tag":
      return withoutAnswers(await zoho.deleteTag(step.tags[0].id, mayLeave))
  }
}

/** The id in Zoho's answer may be that of the tag that is gone. */
function withoutAnswers(result: ZohoResult<unknown> | null): ZohoResult<Answers> | null {
  return result?.ok ? { ...result, value: [] } : result
}

const idsOf = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id)

function newTag({ name, colorCode, colorRefused }: CreatedTag): NewTag {
  return { name, colorCode: colorRefused ? null : colorCode }
}

/** Ids of the tags that are protected now. Where that cannot be read, nothing leaves until it can. */
async function protectedOf(
  tags: readonly Pick<JobTag, "id" | "name">[],
  { protectedNow, clock }: CallPorts,
): Promise<string[]> {
  const isProtected = await retry(clock, protectedNow)
  return idsOf(tags.filter(({ name }) => isProtected(name)))
}

async function call(
  command: Exclude<Command, { type: "send" }>,
  ports: CallPorts,
  record: JobRecord,
): Promise<Executed | null> {
  const { zoho, clock } = ports
  const { module } = record.job
  switch (command.type) {
    case "poll": {
      const { step } = command
      const askedAt = clock.now()
      return toExecuted(
        await zoho.status(command.zohoJobId),
        (report) => ({ type: "status", step, report, askedAt }),
        (fault) => ({ type: "status-failed", step, fault }),
      )
    }
    case "list": {
      const { steps } = command
      return toExecuted(
        await zoho.listTags(module),
        (list) => ({ type: "listed", steps, ...list }),
        (fault) => ({ type: "list-failed", steps, fault }),
      )
    }
    case "find":
      return find(command.step, record, zoho)
    case "back-up":
      return backUp(record, ports)
    case "read-module":
      return toExecuted(
        await zoho.readModule(module),
        (found) => ({ type: "module-read", module: found }),
        (fault) => ({ type: "module-failed", fault }),
      )
    case "renew": {
      const renewed = toExecuted(
        await zoho.renew(),
        () => ({ type: "renewed" }),
        (fault) => ({ type: "renew-failed", fault }),
      )
      // The accounts server has limits of its own; its answers say nothing about the API's.
      return { ...renewed, answer: "none" }
    }
  }
}

async function find(index: number, record: JobRecord, zoho: ZohoPort): Promise<Executed | null> {
  const step = stepAt(record, index)
  if (step?.call !== "add-tags") return null
  const { rows: limit, credits: price } = coqlStep(step.unconfirmed?.length ?? 0)
  const from = { tagName: step.name, afterId: step.cursor, limit, converted: step.converted }
  const found = toExecuted(
    await zoho.findRecords(record.job.module, from),
    (page) => ({ type: "found", step: index, page }),
    (fault) => ({ type: "find-failed", step: index, fault }),
  )
  return { ...found, price }
}

async function backUp({ job, steps }: JobRecord, { backups, withinLimit }: CallPorts): Promise<Executed> {
  const result = await backups.collect({ job, tags: () => steps.flatMap(tagsOf) }, withinLimit)
  const event: JobEvent = result.ok
    ? { type: "backed-up", progress: result.value }
    : { type: "backup-failed", fault: result.fault }
  return { event, answer: "none" }
}
