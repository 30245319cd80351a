import type { CarriedOut, Teller } from "../runner/trade"
import type { CallPorts } from "./carry-out"
import { carryOut } from "./carry-out"
import type { Command, DeletionEvent } from "./events"
import type { JobRecord } from "./job"
import { chunkAt } from "./record"

/** Makes a call; for a POST the journal says so first. Null: it must not, or need not, be made any more. */
export async function attempt(
  command: Command,
  ports: CallPorts,
  job: Teller<JobRecord, DeletionEvent>,
): Promise<CarriedOut<DeletionEvent> | null> {
  if (!(await ports.zoho.permitted())) {
    await job.tell({ type: "permission-removed" })
    return null
  }
  if (command.type !== "submit") return carryOut(command, job.record(), ports)
  const written = await job.tell({ type: "submitting", chunk: command.chunk })
  const isOurs = chunkAt(written, command.chunk)?.phase === "submitting"
  return isOurs ? carryOut(command, written, ports) : null
}
