import * as v from "valibot"
import { classifyTokenAnswer } from "../errors/classify-oauth"
import { bag } from "../errors/details"
import type { ZohoResult } from "../errors/fault"
import { fault } from "../errors/fault"
import { ACCESS_TOKEN_LIFE_MS } from "../limits"
import type { Token } from "./grant"
import { resolveServers } from "./servers"
import type { AskedServers } from "./servers"

/** Visible ASCII only: the token becomes a header. */
const tokenText = v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,2048}$/))
const seconds = v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.finite(), v.minValue(1))

const tokenSchema = v.object({
  access_token: tokenText,
  refresh_token: v.optional(tokenText),
  expires_in: v.optional(seconds),
  expires_in_sec: v.optional(seconds),
  scope: v.optional(v.string()),
  api_domain: v.optional(v.string()),
  location: v.optional(v.string()),
  "accounts-server": v.optional(v.string()),
})

/** What a token answer is read against. */
export interface TokenContext {
  readonly asked: AskedServers
  readonly scopes: readonly string[]
  /** Milliseconds since the epoch, when the answer arrived. */
  readonly now: number
}

/**
 * Read a token answer: the JSON of the token endpoint, or the parameters of an implicit redirect.
 * Anything naming a server that is not on the allow-list is refused as a whole.
 */
export function readTokenAnswer(
  answer: { httpStatus: number; body: unknown; renewing?: boolean },
  context: TokenContext,
): ZohoResult<Token> {
  const { httpStatus, body, renewing = false } = answer
  const parsed = v.safeParse(tokenSchema, body)
  if ("error" in bag(body) || !parsed.success) {
    return { ok: false, fault: classifyTokenAnswer(httpStatus, body, renewing) }
  }
  const of = parsed.output
  const servers = resolveServers(
    { location: of.location, accountsServer: of["accounts-server"], apiDomain: of.api_domain },
    context.asked,
  )
  if (!servers) return { ok: false, fault: fault("foreign-server") }
  const scopes = (of.scope ?? "").split(/[\s,]+/).filter((each) => each !== "")
  return {
    ok: true,
    value: {
      accessToken: of.access_token,
      expiresAt: context.now + lifeMs(of),
      apiOrigin: servers.apiOrigin,
      location: servers.dataCentre.location,
      environment: servers.environment,
      scopes: scopes.length > 0 ? scopes : context.scopes,
      ...(of.refresh_token !== undefined && { refreshToken: of.refresh_token }),
    },
  }
}

/** Never longer than Zoho's documented hour; old answers give `expires_in` in milliseconds beside `expires_in_sec`. */
function lifeMs(of: { expires_in?: number | undefined; expires_in_sec?: number | undefined }): number {
  const told = of.expires_in_sec ?? of.expires_in
  return told === undefined ? ACCESS_TOKEN_LIFE_MS : Math.min(told * 1000, ACCESS_TOKEN_LIFE_MS)
}
