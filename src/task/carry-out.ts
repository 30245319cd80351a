/** One command, carried out against Zoho, as the event it leads to. */
import { protectedOf } from "../deletion/carry-out"
import type { BackupPort, ProtectedNow, ToBackUp } from "../deletion/ports"
import { backUp, renew, told } from "../deletion/calls"
import type { Clock } from "../runner/clock"
import type { CarriedOut, Teller } from "../runner/trade"
import type { NewTag } from "../zoho/api/tag-changes"
import type { ZohoResult } from "../zoho/errors/fault"
import { COQL_LARGEST, COQL_STEPS, tagCallCredits } from "../zoho/limits"
import type { Answers, Command, TaskEvent } from "./events"
import { pendingOf } from "./items"
import type { TaskZoho } from "./ports"
import { stepAt, tagsById } from "./record"
import type { AddStep, Step, TagItem, TaskRecord } from "./task"

export interface CallPorts {
  readonly zoho: TaskZoho
  readonly backups: BackupPort
  readonly protectedNow: ProtectedNow
  readonly clock: Clock
}

/** Makes a call; for one that changes something the journal says so first. Null: it must not be made any more. */
export async function attempt(
  command: Command,
  ports: CallPorts,
  task: Teller<TaskRecord, TaskEvent>,
): Promise<CarriedOut<TaskEvent> | null> {
  if (!(await ports.zoho.permitted())) {
    await task.tell({ type: "permission-removed" })
    return null
  }
  if (command.type !== "send") return carryOut(command, task.record(), ports)
  const written = await task.tell({ type: "sending", step: command.step })
  const step = stepAt(written, command.step)
  if (step?.phase !== "sending") return null
  const answer = await send(step, written, ports)
  if (!answer) return { event: { type: "held-back", step: step.index }, answer: "none", credits: undefined }
  const sent: CarriedOut<TaskEvent> = told(
    answer,
    (answers) => ({ type: "answered", step: step.index, answers }),
    (fault) => ({ type: "failed", step: step.index, fault }),
  )
  return { ...sent, price: priceOf(step) }
}

function priceOf(step: Step): number {
  return step.call === "add-tags" ? tagCallCredits(pendingOf(step.records).length) : 1
}

/** Null: the call must not be made any more. */
function send(step: Step, record: TaskRecord, ports: CallPorts): Promise<ZohoResult<Answers> | null> {
  const { zoho } = ports
  const { module } = record.job
  switch (step.call) {
    case "create-tags":
      return zoho.createTags(module, pendingOf(step.tags).map(toBeMade))
    case "add-tags": {
      const id = tagsById(record).get(step.oldId)?.id ?? ""
      const recordIds = pendingOf(step.records).map((item) => item.id)
      return zoho.addTag(module, { id, name: step.name }, recordIds)
    }
    case "merge-tags":
      return merge(step.tags[0], record, ports)
  }
}

function toBeMade({ name, colorCode, colorRefused }: TagItem): NewTag {
  return { name, colorCode: colorRefused ? null : colorCode }
}

async function merge(
  { oldId, name }: TagItem,
  { job }: TaskRecord,
  { zoho, protectedNow, clock }: CallPorts,
): Promise<ZohoResult<Answers> | null> {
  const id = job.keep?.id ?? ""
  const mayLeave = async (): Promise<boolean> =>
    (await protectedOf([{ id: oldId, name }], protectedNow, clock)).length === 0
  const result = await zoho.mergeTags(id, oldId, mayLeave)
  // The id in Zoho's answer may be that of the tag that is gone.
  return result?.ok ? { ...result, value: [{ ok: true, value: { id } }] } : result
}

async function carryOut(
  command: Exclude<Command, { type: "send" }>,
  record: TaskRecord,
  { zoho, backups }: CallPorts,
): Promise<CarriedOut<TaskEvent> | null> {
  const { module } = record.job
  switch (command.type) {
    case "list": {
      const { steps } = command
      return told(
        await zoho.listTags(module),
        (there) => ({ type: "listed", steps, ...there }),
        (fault) => ({ type: "list-failed", steps, fault }),
      )
    }
    case "see": {
      const { step: index } = command
      const step = stepAt(record, index)
      if (step?.call !== "add-tags") return null
      const { rows: limit, credits: price } = rowsFor(step)
      const seen: CarriedOut<TaskEvent> = told(
        await zoho.findRecords(module, {
          ...{ tagName: step.name, afterId: step.cursor, limit, converted: step.converted },
        }),
        (page) => ({ type: "seen", step: index, page }),
        (fault) => ({ type: "see-failed", step: index, fault }),
      )
      return { ...seen, price }
    }
    case "back-up":
      return backUp(toBackUp(record), backups)
    case "renew":
      return renew(zoho)
  }
}

/** The fewest rows that are likely to do, since the price goes by them. */
function rowsFor({ unseen }: AddStep): { readonly rows: number; readonly credits: number } {
  return COQL_STEPS.find(({ rows }) => rows >= (unseen?.length ?? 0)) ?? COQL_LARGEST
}

/** What a merge takes away, in the form of a deletion. */
function toBackUp({ job, steps }: TaskRecord): ToBackUp {
  const tags = steps.flatMap((step) => (step.call === "merge-tags" ? step.tags : []))
  return {
    job,
    chunks: [
      { tags: tags.map(({ oldId, name, colorCode }) => ({ id: oldId, name, colorCode, records: null })) },
    ],
  }
}
