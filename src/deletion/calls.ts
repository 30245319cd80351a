/** Calls that journalled work of every kind makes, and how an answer becomes an event. */
import { answerOf } from "../runner/lanes"
import type { CarriedOut } from "../runner/trade"
import type { ZohoFault, ZohoResult } from "../zoho/errors/fault"
import { COQL_LARGEST } from "../zoho/limits"
import type { BackupProgress, StandingEvent } from "./events"
import type { JobBackup } from "./job"
import type { BackupPort, ToBackUp, ZohoPort } from "./ports"

/** Zoho's result as the event it leads to, and as what it tells the org's lane. */
export function told<T, Good, Bad>(
  result: ZohoResult<T>,
  good: (value: T) => Good,
  bad: (fault: ZohoFault) => Bad,
): CarriedOut<Good | Bad> {
  return {
    event: result.ok ? good(result.value) : bad(result.fault),
    answer: result.ok ? "good" : answerOf(result.fault),
    credits: result.credits,
  }
}

export async function renew(zoho: Pick<ZohoPort, "renew">): Promise<CarriedOut<StandingEvent>> {
  const renewed = told<null, StandingEvent, StandingEvent>(
    await zoho.renew(),
    () => ({ type: "renewed" }),
    (fault) => ({ type: "renew-failed", fault }),
  )
  // The accounts server has limits of its own; its answers say nothing about the API's.
  return { ...renewed, answer: "none" }
}

/** Whether Zoho is asked for a part of a backup: what is known of the tags themselves is only written. */
export function asksForRecords(backup: JobBackup | null): boolean {
  return backup?.records === true && !backup.skipped
}

/** Makes the next part of a backup. */
export async function backUp(what: ToBackUp, backups: BackupPort): Promise<CarriedOut<StandingEvent>> {
  const result = await backups.advance(what)
  if (!result.ok && result.fault === null)
    return { event: { type: "backup-unwritten" }, answer: "none", credits: undefined }
  const written = told<BackupProgress, StandingEvent, StandingEvent>(
    result,
    (progress) => ({ type: "backed-up", progress }),
    (fault) => ({ type: "backup-failed", fault }),
  )
  if (result.ok && !result.value.asked) return { ...written, answer: "none" }
  return { ...written, price: COQL_LARGEST.credits }
}
