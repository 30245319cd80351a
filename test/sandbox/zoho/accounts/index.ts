/** The accounts hosts. */
import { accountsHost, dataCenters } from "../../hosts"
import { empty, json, type ZohoRequest, type ZohoResponse } from "../http"
import type { State } from "../state"
import { staticFile } from "../static"
import { authorize, decide, refreshSilently } from "./authorize"
import { revoke } from "./revoke"
import { token } from "./token"

/** Routes a request to an accounts host: consent, tokens, revocation and the list of servers. */
export function accounts(state: State, location: string, request: ZohoRequest): ZohoResponse {
  switch (`${request.method} ${request.path}`) {
    case "GET /oauth/v2/auth":
      return authorize(state, location, request)
    case "POST /oauth/v2/auth/decision":
      return decide(state, location, request)
    case "GET /oauth/v2/auth/refresh":
      return refreshSilently(state, location, request)
    case "POST /oauth/v2/token":
      return token(state, location, request)
    case "POST /oauth/v2/token/revoke":
    case "POST /oauth/v2/revoke/token":
      return revoke(state, request)
    case "GET /favicon.ico":
      return empty(204)
    case "GET /sandbox/accounts.css":
      return staticFile("accounts.css")
    case "GET /oauth/serverinfo":
      return json(200, { result: "success", locations: serverLocations() })
    default:
      return empty(404)
  }
}

function serverLocations(): Record<string, string> {
  return Object.fromEntries(
    dataCenters.map(({ location }) => [location, `https://${accountsHost(location)}`]),
  )
}
