/** One command, carried out against Zoho, as the event it leads to. */
import type { BackupPort, ToBackUp } from "../deletion/ports"
import { backUp, renew, told } from "../deletion/calls"
import type { CarriedOut, Teller } from "../runner/trade"
import type { ZohoResult } from "../zoho/errors/fault"
import { COQL_LARGEST, COQL_STEPS } from "../zoho/limits"
import type { Answers, Command, TaskEvent } from "./events"
import type { TaskZoho } from "./ports"
import { stepAt, tagsById } from "./record"
import type { AddStep, Step, TagItem, TaskRecord } from "./task"

export interface CallPorts {
  readonly zoho: TaskZoho
  readonly backups: BackupPort
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
  return told(
    await send(step, written, ports.zoho),
    (answers) => ({ type: "answered", step: step.index, answers }),
    (fault) => ({ type: "failed", step: step.index, fault }),
  )
}

function send(step: Step, record: TaskRecord, zoho: TaskZoho): Promise<ZohoResult<Answers>> {
  const { module } = record.job
  switch (step.call) {
    case "create-tags":
      return zoho.createTags(module, pendingOf(step.tags))
    case "add-tags": {
      const id = tagsById(record).get(step.oldId)?.id ?? ""
      const recordIds = pendingOf(step.records).map((item) => item.id)
      return zoho.addTag(module, { id, name: step.name }, recordIds)
    }
    case "merge-tags":
      return merge(step.tags[0], record, zoho)
  }
}

async function merge(tag: TagItem, { job }: TaskRecord, zoho: TaskZoho): Promise<ZohoResult<Answers>> {
  const result = await zoho.mergeTags(job.keep?.id ?? "", tag.oldId)
  return result.ok ? { ...result, value: [{ ok: true, value: result.value }] } : result
}

function pendingOf<I extends { readonly state: string }>(items: readonly I[]): I[] {
  return items.filter(({ state }) => state === "pending")
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
        (tags) => ({ type: "listed", steps, tags }),
        (fault) => ({ type: "list-failed", steps, fault }),
      )
    }
    case "see": {
      const { step: index } = command
      const step = stepAt(record, index)
      if (step?.call !== "add-tags") return null
      return told(
        await zoho.findRecords(module, {
          ...{ tagName: step.name, afterId: step.cursor, limit: rowsFor(step) },
        }),
        (page) => ({ type: "seen", step: index, page }),
        (fault) => ({ type: "see-failed", step: index, fault }),
      )
    }
    case "back-up":
      return backUp(toBackUp(record), backups)
    case "renew":
      return renew(zoho)
  }
}

/** The fewest rows that are likely to do, since the price goes by them. */
function rowsFor({ unseen }: AddStep): number {
  return (COQL_STEPS.find(({ rows }) => rows >= (unseen?.length ?? 0)) ?? COQL_LARGEST).rows
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
