/** A valid access token for an account, renewed ahead of time, by one renewal however many ask. */
import type { Account, Secrets } from "../storage/accounts"
import { announceChange } from "../storage/change-events"
import type { Store } from "../storage/store"
import { createZohoClient, type Observed, type ZohoClient } from "../zoho/api/client"
import { currentUser, getOrg } from "../zoho/api/org"
import { catalogRow, type FaultKind } from "../zoho/errors/catalog"
import { failure, fault, ZohoFaultError, type ZohoFault, type ZohoResult } from "../zoho/errors/fault"
import { grantFor } from "./grants"
import { explained } from "./host-permissions"
import { readToken, wipeToken, withTokenLock, writeToken, type AccessToken } from "./token-storage"

/** A token is renewed when it has less than this left, so that a call never leaves with a dying one. */
const AHEAD_MS = 5 * 60_000
/** After a renewal that failed, the token in hand is used on for so long before the next try. */
const TRY_AGAIN_MS = 2 * 60_000
/** One that cannot be renewed is used until this short of its end. */
const LAST_USE_MS = 10_000
/** These say nothing about the sign-in. */
const NOT_REACHED: ReadonlySet<FaultKind> = new Set(["unreachable", "access-removed"])

export interface Tokens {
  /** A token that is valid now; a fault where only the user can help. */
  valid(accountId: string): Promise<ZohoResult<AccessToken>>
  /** Zoho refused `accessToken`: another one, also where another caller has renewed it meanwhile. */
  renew(accountId: string, accessToken: string | undefined): Promise<ZohoResult<AccessToken>>
}

export function createTokens(store: Store): Tokens {
  // Only spares needless tries, so it may die with the worker.
  const failedAt = new Map<string, number>()
  const failedLately = (accountId: string): boolean =>
    Date.now() - (failedAt.get(accountId) ?? -Infinity) < TRY_AGAIN_MS

  async function obtain(accountId: string): Promise<ZohoResult<AccessToken>> {
    const account = await store.accounts.get(accountId)
    if (!account) return failure("sign-in-needed")
    const renewed = await renewedToken(account, await store.secrets.read(accountId))
    if (!renewed.ok) {
      await noteRefusal(account, renewed.fault)
      return renewed
    }
    // Disconnected meanwhile: what was wiped stays wiped.
    if (!(await store.accounts.get(accountId))) return failure("sign-in-needed")
    await writeToken(accountId, renewed.value)
    if (account.signedOut) await store.accounts.put({ ...account, signedOut: false })
    return renewed
  }

  /** A refresh token that Zoho no longer takes is no sign-in: the screens have to offer another. */
  async function noteRefusal(account: Account, { kind }: ZohoFault): Promise<void> {
    if (account.signedOut || catalogRow(kind).action !== "sign-in") return
    // Nothing announces the end of a sign-in that lasts only as long as its token.
    if (account.kind === "client-based" || account.asksSecret) announceChange("accounts")
    else await store.accounts.put({ ...account, signedOut: true })
  }

  /** Another caller may renew it while this one waits for the lock. */
  function inTurn(
    accountId: string,
    isGood: (token: AccessToken) => boolean,
  ): Promise<ZohoResult<AccessToken>> {
    return withTokenLock(accountId, async () => {
      const token = await readToken(accountId)
      return token && isGood(token) ? { ok: true, value: token } : obtain(accountId)
    })
  }

  return {
    async valid(accountId): Promise<ZohoResult<AccessToken>> {
      const token = await readToken(accountId)
      if (token && hasLeft(token, AHEAD_MS)) return { ok: true, value: token }
      const inHand = token && hasLeft(token, LAST_USE_MS) ? token : undefined
      if (inHand && failedLately(accountId)) return { ok: true, value: inHand }
      const renewed = await inTurn(accountId, (other) => hasLeft(other, AHEAD_MS))
      if (renewed.ok) return renewed
      failedAt.set(accountId, Date.now())
      return inHand ? { ok: true, value: inHand } : renewed
    },
    async renew(accountId, accessToken): Promise<ZohoResult<AccessToken>> {
      const refused = accessToken ?? (await readToken(accountId))?.accessToken
      const renewed = await inTurn(accountId, (other) => other.accessToken !== refused)
      if (!renewed.ok && !NOT_REACHED.has(renewed.fault.kind)) await wipeToken(accountId)
      return renewed
    },
  }
}

/** A new token for an account without the user, after a check of whose it is. */
export async function renewedToken(
  account: Account,
  { refreshToken, clientSecret }: Secrets,
): Promise<ZohoResult<AccessToken>> {
  if (account.asksSecret && clientSecret === undefined) return failure("client-secret-needed")
  const { org, apiEnvironment: environment } = account
  const grant = grantFor({ ...account, location: org.location, environment, clientSecret, orgId: org.id })
  if (!grant.ok) return grant
  const renewed = await explained(await grant.value.renew(refreshToken), org)
  const strange = renewed.ok ? await strangeness(renewed.value, account) : null
  return strange ? { ok: false, fault: strange } : renewed
}

function hasLeft(token: AccessToken, ms: number): boolean {
  return token.expiresAt - Date.now() > ms
}

/**
 * A silent renewal speaks for the user who is signed in to Zoho in this browser now: perhaps of another org, or another
 * user. Such a token must never be used for this account's jobs, nor where its user is not known.
 */
async function strangeness(token: AccessToken, account: Account): Promise<ZohoFault | null> {
  if (token.location !== account.org.location) return fault("sign-in-needed")
  if (account.kind !== "client-based") return null
  if (account.userId === undefined) return fault("sign-in-needed")
  const client = clientOf(token)
  const org = await getOrg(client)
  if (!org.ok) return org.fault
  if (org.value.zgid !== account.org.id) return fault("sign-in-needed")
  const user = await currentUser(client)
  if (!user.ok) return user.fault
  return user.value.id === account.userId ? null : fault("sign-in-needed")
}

/** A client with a token in hand, for the moment between signing in and knowing whose token it is. */
export function clientOf(token: AccessToken): ZohoClient {
  return createZohoClient({ origin: token.apiOrigin, token: () => Promise.resolve(token.accessToken) })
}

/**
 * An API client for an account.
 * @param renewing true: a refused token is renewed and the call repeated once, and so is a read where Zoho says when.
 *   The engine says false: it alone decides what may be sent twice.
 * @param heard gets the token that Zoho refused, where it is not renewed here, and every answer that arrives
 */
export async function clientFor(
  tokens: Tokens,
  accountId: string,
  renewing: boolean,
  heard: {
    readonly onRefused?: (accessToken: string) => void
    readonly onAnswer?: (answer: Observed) => void
  } = {},
): Promise<ZohoResult<ZohoClient>> {
  const first = await tokens.valid(accountId)
  if (!first.ok) return first
  const client = createZohoClient({
    origin: first.value.apiOrigin,
    token: async () => orThrow(await tokens.valid(accountId)).accessToken,
    ...(heard.onAnswer && { onAnswer: heard.onAnswer }),
    patient: renewing,
    onTokenInvalid: async (refused) => {
      if (renewing) return orThrow(await tokens.renew(accountId, refused)).accessToken
      heard.onRefused?.(refused)
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
