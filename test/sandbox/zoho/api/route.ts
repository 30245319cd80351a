/** The shape of an endpoint. */
import type { ZohoRequest, ZohoResponse } from "../http"
import type { Org, State } from "../state"

/** What a handler gets, after the caller and the scope were checked and the credits charged. */
export interface Call {
  readonly state: State
  readonly org: Org
  readonly request: ZohoRequest
  /** The path's captured groups. */
  readonly params: readonly string[]
  readonly grantedScopes: readonly string[]
}

export interface Route {
  readonly method: string
  /** Matches the path after `/crm/v<n>/`. */
  readonly path: RegExp
  /** The scopes, any one of which suffices. */
  readonly scopes: (state: State, params: readonly string[]) => readonly string[]
  /** The first API version with this endpoint; 2 by default. */
  readonly since?: number
  /** Credits of a call; 1 by default. */
  readonly credits?: (request: ZohoRequest) => number
  readonly handle: (call: Call) => ZohoResponse
}

const all = "ZohoCRM.settings.tags.ALL"

/** Scopes of the tag endpoints, according to the reading. @param isOpen whether Zoho's own pages disagree about it */
export function tagScope(
  operation: "READ" | "CREATE" | "UPDATE" | "DELETE",
  isOpen = false,
): (state: State) => string[] {
  return (state) => {
    const { tagScopes } = state.settings.readings
    const isWhole = tagScopes === "all" || (isOpen && tagScopes === "all-for-some")
    return [isWhole ? all : `ZohoCRM.settings.tags.${operation}`]
  }
}

export function scope(name: string): () => string[] {
  return () => [name]
}
