/** CORS: Zoho answers cross-origin pages only on JavaScript domains registered for the token's client. */
import { empty, type ZohoRequest, type ZohoResponse } from "../http"
import type { Client, State } from "../state"
import { failure } from "./errors"

export function preflight(state: State, request: ZohoRequest): ZohoResponse {
  const client = [...state.clients.values()].find((one) => isDomainOf(one, request))
  return empty(client ? 200 : 403, {
    ...allowOrigin(client, request),
    ...(client
      ? {
          "access-control-allow-methods": "GET,POST,PUT,DELETE",
          "access-control-allow-headers": "authorization,content-type",
        }
      : {}),
  })
}

export function allowOrigin(client: Client | undefined, request: ZohoRequest): Record<string, string> {
  if (!client || !isDomainOf(client, request)) return {}
  return { "access-control-allow-origin": request.headers["origin"] ?? "", vary: "Origin" }
}

function isDomainOf(client: Client, request: ZohoRequest): boolean {
  return client.javascriptDomains.includes(request.headers["origin"] ?? "")
}

/** It is unknown whether Zoho accepts calls with a browser extension's Origin, so a reading decides. */
export function refusedOrigin(state: State, request: ZohoRequest): ZohoResponse | undefined {
  const isExtension = /^(chrome|moz)-extension:/.test(request.headers["origin"] ?? "")
  if (!isExtension || state.settings.readings.extensionOrigin === "accepted") return undefined
  return failure(403, "FORBIDDEN", "requests from this origin are not allowed")
}
