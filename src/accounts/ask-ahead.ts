/** Whether Zoho would let a client in, found out before its window opens. */
import { DATA_CENTRES } from "../zoho/data-centres"
import type { DataCentreLocation } from "../zoho/data-centres"
import type { ZohoFault, ZohoResult } from "../zoho/errors/fault"
import type { AheadAnswer } from "../zoho/oauth/ask-ahead"
import { grantFor } from "./grants"
import type { GrantWanted } from "./grants"

/**
 * Asks Zoho's sign-in page about a client. One that is not known there is looked for in the other data centres.
 * @returns true: Zoho would go on to ask for consent; false: it did not say; or what is wrong
 */
export async function askAheadFor(wanted: GrantWanted): Promise<ZohoResult<boolean>> {
  const answer = await answerFor(wanted)
  if (typeof answer === "string") return { ok: true, value: answer === "accepted" }
  return { ok: false, fault: answer.kind === "invalid-client" ? await traced(answer, wanted) : answer }
}

async function answerFor(wanted: GrantWanted): Promise<AheadAnswer> {
  const grant = grantFor(wanted)
  return grant.ok ? grant.value.askAhead() : grant.fault
}

async function traced(unknown: ZohoFault, wanted: GrantWanted): Promise<ZohoFault> {
  const others = DATA_CENTRES.map(({ location }) => location).filter((each) => each !== wanted.location)
  const known = await Promise.all(others.map((location) => isKnown({ ...wanted, location }, location)))
  const knownIn = known.filter((location) => location !== null)
  return knownIn.length === 0 ? unknown : { ...unknown, details: { ...unknown.details, knownIn } }
}

/** Known is also a client that is registered there with something else wrong. */
async function isKnown(
  wanted: GrantWanted,
  location: DataCentreLocation,
): Promise<DataCentreLocation | null> {
  const answer = await answerFor(wanted)
  const known = answer === "accepted" || (typeof answer !== "string" && answer.kind !== "invalid-client")
  return known ? location : null
}
