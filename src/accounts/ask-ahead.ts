/** Whether Zoho would let a client in, found out before its window opens. */
import { DATA_CENTRES } from "../zoho/data-centres"
import type { DataCentreLocation } from "../zoho/data-centres"
import type { ZohoResult } from "../zoho/errors/fault"
import type { AheadAnswer } from "../zoho/oauth/ask-ahead"
import { grantFor } from "./grants"
import type { GrantWanted } from "./grants"

/**
 * Asks Zoho's sign-in page about a client.
 * @returns true: Zoho would go on to ask for consent; false: it did not say; or what is wrong
 */
export async function askAheadFor(wanted: GrantWanted): Promise<ZohoResult<boolean>> {
  const answer = await answerFor(wanted)
  return typeof answer === "string"
    ? { ok: true, value: answer === "accepted" }
    : { ok: false, fault: answer }
}

/** The other data centers in which such a client is known, be it registered there with something else wrong. */
export async function otherDataCentresOf(wanted: GrantWanted): Promise<DataCentreLocation[]> {
  const others = DATA_CENTRES.map(({ location }) => location).filter((each) => each !== wanted.location)
  const answers = await Promise.all(others.map((location) => answerFor({ ...wanted, location })))
  return others.filter((_, at) => isKnown(answers[at]))
}

function isKnown(answer: AheadAnswer | undefined): boolean {
  return answer === "accepted" || (typeof answer === "object" && answer.kind !== "invalid-client")
}

async function answerFor(wanted: GrantWanted): Promise<AheadAnswer> {
  const grant = grantFor(wanted)
  return grant.ok ? grant.value.askAhead() : grant.fault
}
