/** Redirects that answer a grant request. */
import { accountsHost, apiHost } from "../../hosts"
import { redirect, text, type ZohoResponse } from "../http"
import type { Org, State } from "../state"
import type { GrantRequest } from "./ask"
import { makeAccessToken, makeCode } from "./make"
import { errorPage } from "./pages"

/** Redirects the browser back with the grant: a token in the fragment, or a code in the query. */
export function grant(state: State, ask: GrantRequest, org: Org, forSession: boolean): ZohoResponse {
  return ask.responseType === "token" ? implicit(state, ask, org, forSession) : code(state, ask, org)
}

function implicit(state: State, ask: GrantRequest, org: Org, forSession: boolean): ZohoResponse {
  const { readings, tokenLifetime } = state.settings
  const made = makeAccessToken(state, ask.client.clientId, org, ask.scopes, undefined)
  const answer = new URLSearchParams({ access_token: made.token, expires_in: String(tokenLifetime) })
  if (readings.implicitDomain !== "none") answer.set("location", org.dataCenter)
  if (readings.implicitDomain === "both") answer.set("api_domain", apiDomain(org))
  if (forSession) answer.set("granted_for_session", "true")
  if (readings.accountsServer === "present")
    answer.set("accounts-server", `https://${accountsHost(org.dataCenter)}`)
  if (ask.state !== null && readings.implicitState === "echoed") answer.set("state", ask.state)
  const lead = readings.implicitFragment === "leading-ampersand" ? "&" : ""
  return redirect(`${ask.redirectUri}#${lead}${answer}`)
}

function code(state: State, ask: GrantRequest, org: Org): ZohoResponse {
  const made = makeCode(state, ask, org)
  if (!made) {
    return text(
      400,
      "text/html;charset=UTF-8",
      errorPage("Access Denied", "You have made too many requests continuously."),
    )
  }
  const answer = new URLSearchParams({ code: made.code, location: org.dataCenter })
  if (state.settings.readings.accountsServer === "present") {
    answer.set("accounts-server", `https://${accountsHost(org.dataCenter)}`)
  }
  if (ask.state !== null) answer.set("state", ask.state)
  return redirect(`${ask.redirectUri}?${answer}`)
}

export function apiDomain(org: Org): string {
  return `https://${apiHost(org.dataCenter, org.environment)}`
}
