/** Executes one command by calling Zoho, and converts the answer to an event. */
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

/** The ports that a job's calls require. */
export interface CallPorts extends Pick<Ports, "backups" | "protectedNow" | "clock"> {
  readonly zoho: ZohoPort
  readonly withinLimit: WithinLimit
}

export interface Dispatcher {
  /** Applies an event. Resolves with the stored record. */
  dispatch(event: JobEvent): Promise<JobRecord>
  record(): JobRecord
}

export interface Executed extends CallOutcome {
  readonly event: JobEvent
}

/** Polls and re-reads of tags go after other calls. `none`: the command enters the rate limiter itself. */
export function priorityOf({ type }: Command): Priority | "none" {
  if (type === "back-up") return "none"
  return type === "poll" ? "second" : type === "list" ? "last" : "first"
}

/** Makes a call. If it changes data, `sending` is stored first. Null: the call is no longer allowed or needed. */
export async function execute(command: Command, ports: CallPorts, job: Dispatcher): Promise<Executed | null> {
  const { zoho } = ports
  if (!(await zoho.permitted())) {
    await job.dispatch({ type: "permission-removed" })
    return null
  }
  const executed =
    command.type === "send" ? await send(command.step, ports, job) : await call(command, ports, job.record())
  const exchanges = zoho.takeExchanges?.() ?? []
  if (!executed || exchanges.length === 0) return executed
  const note = { what: purposeOf(command, job.record()), exchanges }
  return { ...executed, event: { ...executed.event, note } }
}

/** Converts Zoho's result to an event and to an outcome for the rate limiter. */
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

/** Makes a call that Zoho carries out immediately. Null: a tag is protected now, so no call was made. */
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

/** Drops the answer's value: its id may be that of the removed tag. */
function withoutAnswers(result: ZohoResult<unknown> | null): ZohoResult<Answers> | null {
  return result?.ok ? { ...result, value: [] } : result
}

const idsOf = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id)

function newTag({ name, colorCode, colorRefused }: CreatedTag): NewTag {
  return { name, colorCode: colorRefused ? null : colorCode }
}

/** Ids of the tags that are protected now. Retries until the list can be read; nothing is sent before. */
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
      // The accounts server has its own limits, unrelated to the API's.
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
