import type { Command, DeletionEvent } from "../events"
import type { JobRecord } from "../job"
import type { ZohoPort } from "../ports"
import { chunkAt } from "../record"
import { carryOut } from "./carry-out"
import type { CarriedOut } from "./carry-out"

interface Teller {
  tell(event: DeletionEvent): Promise<JobRecord>
  /** The job as it stands now. */
  record(): JobRecord
}

/** Makes a call; for a POST the journal says so first. Null: it must not, or need not, be made any more. */
export async function attempt(command: Command, zoho: ZohoPort, job: Teller): Promise<CarriedOut | null> {
  if (!(await zoho.permitted())) {
    await job.tell({ type: "permission-removed" })
    return null
  }
  if (command.type !== "submit") return carryOut(command, job.record(), zoho)
  const written = await job.tell({ type: "submitting", chunk: command.chunk })
  const isOurs = chunkAt(written, command.chunk)?.phase === "submitting"
  return isOurs ? carryOut(command, written, zoho) : null
}
