/** One command, carried out against Zoho, as the event it leads to. */
import { catalogueRow } from "../../zoho/errors/catalogue"
import type { ZohoFault, ZohoResult } from "../../zoho/errors/fault"
import type { Command, DeletionEvent } from "../events"
import type { JobRecord } from "../job"
import { idsToSend } from "../machine/submit"
import type { ZohoPort } from "../ports"
import { chunkAt } from "../record"
import type { CallOutcome } from "./lanes"

export interface CarriedOut extends CallOutcome {
  readonly event: DeletionEvent
}

/** `record` is the job as journalled just before; a `submit` needs its chunk to be `submitting` in it. */
export async function carryOut(command: Command, record: JobRecord, zoho: ZohoPort): Promise<CarriedOut> {
  const { module } = record.job
  switch (command.type) {
    case "submit": {
      const { chunk } = command
      const found = chunkAt(record, chunk)
      return told(
        await zoho.submit(module, found ? idsToSend(found) : []),
        ({ jobId }) => ({ type: "accepted", chunk, zohoJobId: jobId }),
        (fault) => ({ type: "submit-failed", chunk, fault }),
      )
    }
    case "poll": {
      const { chunk } = command
      return told(
        await zoho.status(command.zohoJobId),
        (report) => ({ type: "status", chunk, report }),
        (fault) => ({ type: "status-failed", chunk, fault }),
      )
    }
    case "list": {
      const { chunks } = command
      return told(
        await zoho.listTags(module),
        (tags) => ({ type: "listed", chunks, tags }),
        (fault) => ({ type: "list-failed", chunks, fault }),
      )
    }
    case "read-module":
      return told(
        await zoho.readModule(module),
        (found) => ({ type: "module-read", module: found }),
        (fault) => ({ type: "module-failed", fault }),
      )
    case "renew": {
      const renewed = told(
        await zoho.renew(),
        () => ({ type: "renewed" }),
        (fault) => ({ type: "renew-failed", fault }),
      )
      // The accounts server has limits of its own; its answers say nothing about the API's.
      return { ...renewed, answer: "none" }
    }
  }
}

function told<T>(
  result: ZohoResult<T>,
  good: (value: T) => DeletionEvent,
  bad: (fault: ZohoFault) => DeletionEvent,
): CarriedOut {
  return {
    event: result.ok ? good(result.value) : bad(result.fault),
    answer: result.ok ? "good" : answerOf(result.fault),
    credits: result.credits,
  }
}

function answerOf(fault: ZohoFault): CallOutcome["answer"] {
  if (fault.kind === "throttled") return "refused"
  return catalogueRow(fault.kind).outcome === "unchanged" ? "good" : "none"
}
