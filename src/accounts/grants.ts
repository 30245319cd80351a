/** The grant for a kind of client, and whether Zoho would let that client in. */
import browser from "webextension-polyfill"

import type { Secrets } from "../storage/accounts"
import {
  DATA_CENTERS,
  dataCenterByLocation,
  type DataCenterLocation,
  type Environment,
} from "../zoho/data-centers"
import { fault, type ZohoResult } from "../zoho/errors/fault"
import type { ClientCheckAnswer, ClientKind, Grant, GrantPorts } from "../zoho/oauth/grant"
import { createCodeGrant, createSelfClientGrant } from "../zoho/oauth/code"
import { createImplicitGrant } from "../zoho/oauth/web-flow"

export interface GrantWanted {
  readonly kind: ClientKind
  readonly clientId: string
  readonly location: string
  readonly environment: Environment
  readonly scopes: readonly string[]
  readonly secrets: Secrets
  /** Self client: the code from Zoho's console; only to sign in. */
  readonly grantCode?: string | undefined
  /** Self client: the org to get tokens for without a code. */
  readonly orgId?: string | undefined
}

const PORTS: GrantPorts = {
  launchWebAuthFlow: (details) => browser.identity.launchWebAuthFlow(details),
  now: () => Date.now(),
}

export function grantFor(wanted: GrantWanted): ZohoResult<Grant> {
  const dataCenter = dataCenterByLocation(wanted.location)
  if (!dataCenter) return { ok: false, fault: fault("foreign-server") }
  const { clientId, environment, scopes, secrets } = wanted
  const redirectUri = browser.identity.getRedirectURL()
  const request = { clientId, dataCenter, environment, scopes, redirectUri }
  if (wanted.kind === "client-based") return { ok: true, value: createImplicitGrant(request, PORTS) }
  if (wanted.kind === "public")
    return { ok: true, value: createCodeGrant({ ...request, clientSecret: undefined }, PORTS) }
  const { clientSecret } = secrets
  if (clientSecret === undefined) return { ok: false, fault: fault("invalid-client-secret") }
  if (wanted.kind === "server-based")
    return { ok: true, value: createCodeGrant({ ...request, clientSecret }, PORTS) }
  const { grantCode: code = "", orgId } = wanted
  return { ok: true, value: createSelfClientGrant({ ...request, clientSecret, code, orgId }, PORTS) }
}

/** True: Zoho would go on to ask for consent; false: it did not say; or what is wrong. */
export async function clientCheckFor(wanted: GrantWanted): Promise<ZohoResult<boolean>> {
  const answer = await answerFor(wanted)
  return typeof answer === "string"
    ? { ok: true, value: answer === "accepted" }
    : { ok: false, fault: answer }
}

/** The other data centers in which such a client is known, be it registered there with something else wrong. */
export async function otherDataCentersOf(wanted: GrantWanted): Promise<DataCenterLocation[]> {
  const others = DATA_CENTERS.map(({ location }) => location).filter((each) => each !== wanted.location)
  const answers = await Promise.all(others.map((location) => answerFor({ ...wanted, location })))
  return others.filter((_, at) => isKnown(answers[at]))
}

function isKnown(answer: ClientCheckAnswer | undefined): boolean {
  return answer === "accepted" || (typeof answer === "object" && answer.kind !== "invalid-client")
}

async function answerFor(wanted: GrantWanted): Promise<ClientCheckAnswer> {
  const grant = grantFor(wanted)
  return grant.ok ? grant.value.askAhead() : grant.fault
}
