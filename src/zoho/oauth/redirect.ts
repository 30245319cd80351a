import { classifyOAuth } from "../errors/classify-oauth"
import { fault } from "../errors/fault"
import type { ZohoResult } from "../errors/fault"

/** The parameters of a redirect, each at most once. */
export type RedirectParams = Readonly<Record<string, string>>

export interface ExpectedRedirect {
  readonly redirectUri: string
  readonly state: string
  /** Whether a redirect without `state` is refused as well. */
  readonly stateRequired: boolean
}

/**
 * Read the address Zoho redirected to, from query and fragment alike; the fragment may begin with "#&".
 * Refused: another address than ours, a foreign `state`, a repeated parameter, an error of Zoho's.
 */
export function parseRedirect(redirected: string, expected: ExpectedRedirect): ZohoResult<RedirectParams> {
  if (!URL.canParse(redirected) || !sameAddress(new URL(redirected), new URL(expected.redirectUri))) {
    return { ok: false, fault: fault("foreign-server") }
  }
  const { search, hash } = new URL(redirected)
  const pairs = [search, hash].flatMap((part) => [...new URLSearchParams(part.replace(/^[?#]&*/, ""))])
  const params = new Map(pairs)
  const state = params.get("state")
  if (state === undefined ? expected.stateRequired : state !== expected.state) {
    return { ok: false, fault: fault("state-mismatch") }
  }
  if (params.size !== pairs.length) return { ok: false, fault: fault("wrong-shape") }
  const error = params.get("error")
  if (error !== undefined) {
    const description = params.get("error_description")
    return { ok: false, fault: classifyOAuth({ error, ...(description !== undefined && { description }) }) }
  }
  return { ok: true, value: Object.fromEntries(params) }
}

function sameAddress(one: URL, other: URL): boolean {
  return one.origin === other.origin && one.host === other.host && one.pathname === other.pathname
}
