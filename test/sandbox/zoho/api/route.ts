import type { ZohoRequest, ZohoResponse } from "../http"
import type { Org, State } from "../state"

/** What a handler gets: the caller is known, the scope suffices, the credits are spent. */
export interface Call {
  readonly state: State
  readonly org: Org
  readonly request: ZohoRequest
  /** What the path's groups matched. */
  readonly params: readonly string[]
  readonly grantedScopes: readonly string[]
}

export interface Route {
  readonly method: string
  /** Of the path after `/crm/v<n>/`. */
  readonly path: RegExp
  /** Needed scope, or scopes of which one suffices. */
  readonly scopes: (state: State, params: readonly string[]) => readonly string[]
  /** The first API version that has it; 2 when not given. */
  readonly since?: number
  /** Credits of a call; 1 when not given. */
  readonly credits?: (request: ZohoRequest) => number
  readonly handle: (call: Call) => ZohoResponse
}

const all = "ZohoCRM.settings.tags.ALL"

/** Scopes of the tag endpoints, in whichever reading is played. @param isOpen whether Zoho's own pages disagree about it */
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
