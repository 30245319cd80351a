/** An API client that speaks for one account. */
import { createZohoClient } from "../zoho/api/client"
import type { Observed, ZohoClient } from "../zoho/api/client"
import { ZohoFaultError } from "../zoho/errors/fault"
import type { ZohoResult } from "../zoho/errors/fault"
import { explained } from "./reach"
import type { Tokens } from "./tokens"
import type { AccessToken } from "./vault"

/** A client with a token in hand, for the moment between signing in and knowing whose token it is. */
export function clientOf(token: AccessToken): ZohoClient {
  return createZohoClient({ origin: token.apiOrigin, token: () => Promise.resolve(token.accessToken) })
}

/** Whoever wants to hear of what comes back. */
export interface Ears {
  readonly onRefused?: (accessToken: string) => void
  readonly onAnswer?: (answer: Observed) => void
}

/**
 * A client for an account that is known.
 * @param renewing true: a refused token is renewed and the call repeated once. The deletion engine says false,
 *   because it alone decides what may be sent twice.
 * @param ears told which token Zoho refused, where it is not renewed here, and of every answer that arrives
 */
export async function clientFor(
  tokens: Tokens,
  accountId: string,
  renewing: boolean,
  ears: Ears = {},
): Promise<ZohoResult<ZohoClient>> {
  const first = await tokens.valid(accountId)
  if (!first.ok) return first
  // The first call, which follows at once, need not ask for it a second time.
  let inHand: AccessToken | undefined = first.value
  const client = createZohoClient({
    origin: first.value.apiOrigin,
    token: async () => {
      const token = inHand ?? orThrow(await tokens.valid(accountId))
      inHand = undefined
      return token.accessToken
    },
    ...(ears.onAnswer && { onAnswer: ears.onAnswer }),
    onTokenInvalid: async (refused) => {
      if (renewing) return orThrow(await tokens.renew(accountId, refused)).accessToken
      ears.onRefused?.(refused)
      return undefined
    },
  })
  const call: ZohoClient["call"] = async (request) => explained(await client.call(request), first.value)
  return { ok: true, value: { ...client, call } }
}

function orThrow<T>(result: ZohoResult<T>): T {
  if (!result.ok) throw new ZohoFaultError(result.fault)
  return result.value
}
