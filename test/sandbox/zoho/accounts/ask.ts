/** Parses and validates grant requests. */
import type { Client, Org, State } from "../state"

/** A valid grant request from the parameters of the authorize URL. */
export interface GrantRequest {
  readonly client: Client
  readonly responseType: "token" | "code"
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly state: string | null
  readonly offline: boolean
  readonly challenge: { readonly value: string; readonly method: string } | undefined
}

export interface GrantRefusal {
  readonly title: string
  readonly explanation: string
}

const scopeForm =
  /^(ZohoCRM\.[A-Za-z_]+(\.[A-Za-z_0-9]+)*\.(ALL|READ|CREATE|UPDATE|WRITE|DELETE)|aaaserver\.profile\.read)$/i

/**
 * A client, if the data center knows it.
 * https://www.zoho.com/accounts/protocol/oauth/multi-dc/client-authorization.html
 */
export function clientAt(state: State, location: string, clientId: string | null): Client | undefined {
  const client = state.clients.get(clientId ?? "")
  return (client?.knownIn?.includes(location) ?? true) ? client : undefined
}

/** Checks the parameters: client, redirect, response type, JavaScript domain, scopes. The first fault is reported. */
export function readGrantRequest(
  state: State,
  location: string,
  params: URLSearchParams,
): GrantRequest | GrantRefusal {
  const client = clientAt(state, location, params.get("client_id"))
  if (!client) return { title: "Invalid Client", explanation: "Client ID passed does not exist." }
  const redirectUri = params.get("redirect_uri") ?? ""
  if (!client.redirectUris.includes(redirectUri)) {
    return {
      title: "Invalid Redirect Uri",
      explanation: "Redirect URI passed does not match with the one configured.",
    }
  }
  const responseType = params.get("response_type")
  if (responseType !== "token" && responseType !== "code") {
    return { title: "Invalid Response Type", explanation: "The response type is missing or not supported." }
  }
  if (responseType === "token") {
    const refused = implicitRefused(client, redirectUri)
    if (refused) return refused
  }
  const scopes = (params.get("scope") ?? "").split(",").filter((scope) => scope !== "")
  if (scopes.length === 0 || !scopes.every((scope) => scopeForm.test(scope))) {
    return { title: "Invalid OAuth Scope", explanation: "Scope does not exist." }
  }
  const challenge = params.get("code_challenge")
  return {
    client,
    responseType,
    redirectUri,
    scopes,
    state: params.get("state"),
    offline: params.get("access_type") === "offline",
    challenge:
      challenge === null
        ? undefined
        : { value: challenge, method: params.get("code_challenge_method") ?? "plain" },
  }
}

function implicitRefused(client: Client, redirectUri: string): GrantRefusal | undefined {
  if (client.type !== "client-based") {
    return { title: "Invalid Response Type", explanation: "This client may not use the response type token." }
  }
  if (!client.javascriptDomains.includes(new URL(redirectUri).origin)) {
    return {
      title: "Invalid JavaScript Domain",
      explanation: "JavaScript domain does not match with the one configured.",
    }
  }
  return undefined
}

/** The org preselected for a grant: the signed-in user's, else one of this data center, else any. */
export function offeredOrg(state: State, location: string): Org | undefined {
  const orgs = [...state.orgs.values()]
  const signedIn = state.signedIn === undefined ? undefined : state.orgs.get(state.signedIn)
  return signedIn ?? orgs.find((org) => org.dataCenter === location) ?? orgs[0]
}
