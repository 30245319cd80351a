/** The right grant for a kind of client: one interface, whatever the way of getting a token. */
import browser from "webextension-polyfill"

import type { Secrets } from "../store/secrets"
import { dataCentreByLocation } from "../zoho/data-centres"
import type { Environment } from "../zoho/data-centres"
import { fault } from "../zoho/errors/fault"
import type { ZohoResult } from "../zoho/errors/fault"
import { createCodeGrant } from "../zoho/oauth/code"
import type { Grant, GrantPorts } from "../zoho/oauth/grant"
import { createImplicitGrant } from "../zoho/oauth/implicit"
import { createSelfClientGrant } from "../zoho/oauth/self-client"
import type { ClientKind } from "../zoho/oauth/client-kinds"

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
  const dataCentre = dataCentreByLocation(wanted.location)
  if (!dataCentre) return { ok: false, fault: fault("foreign-server") }
  const { clientId, environment, scopes, secrets } = wanted
  const request = {
    clientId,
    dataCentre,
    environment,
    scopes,
    redirectUri: browser.identity.getRedirectURL(),
  }
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
