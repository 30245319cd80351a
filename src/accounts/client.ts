/** An API client that speaks for one account. */
import { createZohoClient } from "../zoho/api/client"
import type { ZohoClient } from "../zoho/api/client"
import { ZohoFaultError } from "../zoho/errors/fault"
import type { ZohoResult } from "../zoho/errors/fault"
import type { Tokens } from "./tokens"
import type { AccessToken } from "./vault"

/** A client with a token in hand, for the moment between signing in and knowing whose token it is. */
export function clientOf(token: AccessToken): ZohoClient {
  return createZohoClient({ origin: token.apiOrigin, token: () => Promise.resolve(token.accessToken) })
}

/**
 * A client for an account that is known.
 * @param renewing true: a refused token is renewed and the call repeated once. The deletion engine says false,
 *   because it alone decides what may be sent twice.
 */
export async function clientFor(
  tokens: Tokens,
  accountId: string,
  renewing: boolean,
): Promise<ZohoResult<ZohoClient>> {
  const first = await tokens.valid(accountId)
  if (!first.ok) return first
  const client = createZohoClient({
    origin: first.value.apiOrigin,
    token: async () => orThrow(await tokens.valid(accountId)).accessToken,
    ...(renewing && {
      onTokenInvalid: async (refused: string) => orThrow(await tokens.renew(accountId, refused)).accessToken,
    }),
  })
  return { ok: true, value: client }
}

function orThrow<T>(result: ZohoResult<T>): T {
  if (!result.ok) throw new ZohoFaultError(result.fault)
  return result.value
}
