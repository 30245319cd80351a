/** One command, carried out against Zoho, as the event it leads to. */
import type { Clock } from "../runner/clock"
import type { CarriedOut } from "../runner/trade"
import { backUp, renew, told } from "./calls"
import type { Command, DeletionEvent } from "./events"
import type { JobRecord } from "./job"
import type { BackupPort, ZohoPort } from "./ports"
import { chunkAt, pendingTags } from "./record"

export interface CallPorts {
  readonly zoho: ZohoPort
  readonly backups: BackupPort
  readonly clock: Pick<Clock, "now">
}

/** `record` is the job as journalled just before; a `submit` needs its chunk to be `submitting` in it. */
export async function carryOut(
  command: Command,
  record: JobRecord,
  { zoho, backups, clock }: CallPorts,
): Promise<CarriedOut<DeletionEvent>> {
  const { module } = record.job
  switch (command.type) {
    case "submit": {
      const { chunk } = command
      const found = chunkAt(record, chunk)
      return told(
        await zoho.submit(module, found ? pendingTags(found).map((tag) => tag.id) : []),
        ({ jobId }) => ({ type: "accepted", chunk, zohoJobId: jobId }),
        (fault) => ({ type: "submit-failed", chunk, fault }),
      )
    }
    case "poll": {
      const { chunk } = command
      const askedAt = clock.now()
      return told(
        await zoho.status(command.zohoJobId),
        (report) => ({ type: "status", chunk, report, askedAt }),
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
    case "back-up":
      return backUp(record, backups)
    case "read-module":
      return told(
        await zoho.readModule(module),
        (found) => ({ type: "module-read", module: found }),
        (fault) => ({ type: "module-failed", fault }),
      )
    case "renew":
      return renew(zoho)
  }
}
