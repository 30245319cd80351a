/** The grant for each kind of client, and whether Zoho accepts a client. */
import browser from "webextension-polyfill"

import {
  dataCenterByLocation,
  LOCATIONS,
  type DataCenterLocation,
  type Environment,
} from "../zoho/data-centers"
import { failure, type ZohoResult } from "../zoho/errors/fault"
import type { ClientKind, Grant, LaunchWebFlow } from "../zoho/oauth/grant"
import { createCodeGrant, createSelfClientGrant } from "../zoho/oauth/code"
import { createImplicitGrant } from "../zoho/oauth/web-flow"

export interface GrantRequest {
  readonly kind: ClientKind
  readonly clientId: string
  readonly location: string
  readonly environment: Environment
  readonly scopes: readonly string[]
  readonly clientSecret?: string | undefined
  /** Self client: the code from Zoho's console, for a sign-in only. */
  readonly grantCode?: string | undefined
  /** Self client: the org to get tokens for without a code. */
  readonly orgId?: string | undefined
}

const launch: LaunchWebFlow = (details) => browser.identity.launchWebAuthFlow(details)

export function grantFor(wanted: GrantRequest): ZohoResult<Grant> {
  const dataCenter = dataCenterByLocation(wanted.location)
  if (!dataCenter) return failure("foreign-server")
  const { kind, clientId, environment, scopes, clientSecret, grantCode: code = "", orgId } = wanted
  const redirectUri = browser.identity.getRedirectURL()
  const request = { clientId, dataCenter, environment, scopes, redirectUri }
  if (kind === "client-based") return { ok: true, value: createImplicitGrant(request, launch) }
  if (kind === "public")
    return { ok: true, value: createCodeGrant({ ...request, clientSecret: undefined }, launch) }
  if (clientSecret === undefined) return failure("invalid-client-secret")
  if (kind === "server-based")
    return { ok: true, value: createCodeGrant({ ...request, clientSecret }, launch) }
  return { ok: true, value: createSelfClientGrant({ ...request, clientSecret, code, orgId }) }
}

/** True: Zoho accepts the client and would ask for consent; false: unknown; a fault: what is wrong. */
export async function clientCheckFor(wanted: GrantRequest): Promise<ZohoResult<boolean>> {
  const grant = grantFor(wanted)
  return grant.ok ? grant.value.checkClient() : grant
}

/** The other data centers that know the client, even if its registration there has another error. */
export async function otherDataCentersOf(wanted: GrantRequest): Promise<DataCenterLocation[]> {
  const others = LOCATIONS.filter((each) => each !== wanted.location)
  const areKnown = await Promise.all(
    others.map(async (location) => {
      const answer = await clientCheckFor({ ...wanted, location })
      return answer.ok ? answer.value : answer.fault.kind !== "invalid-client"
    }),
  )
  return others.filter((_, at) => areKnown[at])
}
