/** Revokes tokens. */
import { empty, json, parameters, type ZohoRequest, type ZohoResponse } from "../http"
import type { State } from "../state"
import { endRefreshToken } from "./make"

/** Revokes a token. Two endpoints are documented; a reading decides which of them work. */
export function revoke(state: State, request: ZohoRequest): ZohoResponse {
  const address = request.path === "/oauth/v2/token/revoke" ? "older" : "newer"
  const { revoke: reading } = state.settings.readings
  if (reading !== "both" && reading !== address) return empty(404)
  const token = parameters(request).get("token") ?? ""
  if (!state.refreshTokens.has(token) && !state.accessTokens.has(token)) {
    return json(400, { error: "invalid_token", status: "failure" })
  }
  endRefreshToken(state, token)
  state.accessTokens.delete(token)
  return json(200, { status: "success" })
}
