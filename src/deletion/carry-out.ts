/** One command, carried out against Zoho, as the event it leads to. */
import type { Clock } from "../runner/clock"
import type { CarriedOut } from "../runner/trade"
import { untilDone } from "../runner/until-done"
import { backUp, renew, told } from "./calls"
import type { Command, DeletionEvent } from "./events"
import type { JobRecord, JobTag } from "./job"
import type { BackupPort, ProtectedNow, ZohoPort } from "./ports"
import { chunkAt, pendingTags } from "./record"

export interface CallPorts {
  readonly zoho: ZohoPort
  readonly backups: BackupPort
  readonly protectedNow: ProtectedNow
  readonly clock: Clock
}

/** `record` is the job as journalled just before; a `submit` needs its chunk to be `submitting` in it. */
export async function carryOut(
  command: Command,
  record: JobRecord,
  ports: CallPorts,
): Promise<CarriedOut<DeletionEvent>> {
  const { zoho, backups, clock } = ports
  const { module } = record.job
  switch (command.type) {
    case "submit":
      return submit(command.chunk, record, ports)
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

async function submit(
  chunk: number,
  record: JobRecord,
  { zoho, protectedNow, clock }: CallPorts,
): Promise<CarriedOut<DeletionEvent>> {
  const found = chunkAt(record, chunk)
  const tags = found ? pendingTags(found) : []
  let held: string[] = []
  const sent = await zoho.submit(
    record.job.module,
    tags.map(({ id }) => id),
    async () => {
      held = await protectedOf(tags, protectedNow, clock)
      return held.length === 0
    },
  )
  if (!sent) return { event: { type: "held-back", chunk, ids: held }, answer: "none", credits: undefined }
  return told(
    sent,
    ({ jobId }) => ({ type: "accepted", chunk, zohoJobId: jobId }),
    (fault) => ({ type: "submit-failed", chunk, fault }),
  )
}

/** Ids of those that are protected now. Where that cannot be read, nothing leaves until it can. */
export async function protectedOf(
  tags: readonly Pick<JobTag, "id" | "name">[],
  protectedNow: ProtectedNow,
  clock: Clock,
): Promise<string[]> {
  const isProtected = await untilDone(clock, protectedNow)
  return tags.filter(({ name }) => isProtected(name)).map(({ id }) => id)
}
