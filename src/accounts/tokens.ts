/** Valid access tokens for accounts, renewed ahead of time. Concurrent callers share one renewal. */
import type { Account, Secrets } from "../storage/accounts"
import { announceChange } from "../storage/change-events"
import type { Store } from "../storage/store"
import { createZohoClient, type Observed, type ZohoClient } from "../zoho/api/client"
import { currentUser, getOrg } from "../zoho/api/org"
import { catalogRow, type FaultKind } from "../zoho/errors/catalog"
import { failure, fault, ZohoFaultError, type ZohoFault, type ZohoResult } from "../zoho/errors/fault"
import { grantFor } from "./grants"
import { explainUnreachable } from "./host-permissions"
import { readToken, wipeToken, withTokenLock, writeToken, type AccessToken } from "./token-storage"

/** Tokens with less time left than this are renewed, so that no call is sent with one about to expire. */
const AHEAD_MS = 5 * 60_000
/** After a failed renewal, the current token is used for this long before the next try. */
const TRY_AGAIN_MS = 2 * 60_000
/** A token that cannot be renewed is used until this long before its end. */
const LAST_USE_MS = 10_000
/** Faults that say nothing about the sign-in. */
const NOT_REACHED: ReadonlySet<FaultKind> = new Set(["unreachable", "access-removed"])

export interface Tokens {
  /** A token that is valid now, or the fault of its renewal. */
  valid(accountId: string): Promise<ZohoResult<AccessToken>>
  /** Replaces `accessToken`, which Zoho refused; another caller may have renewed it meanwhile. */
  renew(accountId: string, accessToken: string | undefined): Promise<ZohoResult<AccessToken>>
}

export function createTokens(store: Store): Tokens {
  // Only avoids useless tries, so it may be lost with the worker.
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
    // Disconnected meanwhile: deleted tokens stay deleted.
    if (!(await store.accounts.get(accountId))) return failure("sign-in-needed")
    await writeToken(accountId, renewed.value)
    if (account.signedOut) await store.accounts.put({ ...account, signedOut: false })
    return renewed
  }

  /** Marks the account as signed out if Zoho rejects its refresh token: screens must then offer a sign-in. */
  async function noteRefusal(account: Account, { kind }: ZohoFault): Promise<void> {
    if (account.signedOut || catalogRow(kind).action !== "sign-in") return
    // A sign-in that lasts only as long as its token ends without an event.
    if (account.kind === "client-based" || account.asksSecret) announceChange("accounts")
    else await store.accounts.put({ ...account, signedOut: true })
  }

  /** Renews under the account's lock, unless another caller did so while this one waited. */
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

/** Gets a new token without the user, and verifies that it belongs to the account. */
export async function renewedToken(
  account: Account,
  { refreshToken, clientSecret }: Secrets,
): Promise<ZohoResult<AccessToken>> {
  if (account.asksSecret && clientSecret === undefined) return failure("client-secret-needed")
  const { org, apiEnvironment: environment } = account
  const grant = grantFor({ ...account, location: org.location, environment, clientSecret, orgId: org.id })
  if (!grant.ok) return grant
  const renewed = await explainUnreachable(await grant.value.renew(refreshToken), org)
  const mismatch = renewed.ok ? await mismatchOf(renewed.value, account) : null
  return mismatch ? { ok: false, fault: mismatch } : renewed
}

function hasLeft(token: AccessToken, ms: number): boolean {
  return token.expiresAt - Date.now() > ms
}

/**
 * A silent renewal acts for the user who is signed in to Zoho in this browser, possibly another one or in another org.
 * Such a token must never be used for this account's jobs. If the account's user is unknown, no token can be trusted.
 */
async function mismatchOf(token: AccessToken, account: Account): Promise<ZohoFault | null> {
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

/** A client with a given token, to determine whose token it is right after signing in. */
export function clientOf(token: AccessToken): ZohoClient {
  return createZohoClient({ origin: token.apiOrigin, token: () => Promise.resolve(token.accessToken) })
}

/**
 * An API client for an account.
 * @param renewing true: renews a refused token and repeats the call once, and repeats a read once after `Retry-After`.
 *   False for the engine: it alone decides what may be sent twice.
 * @param callbacks `onRefused` gets a refused token that is not renewed here; `onAnswer` gets every answer
 */
export async function clientFor(
  tokens: Tokens,
  accountId: string,
  renewing: boolean,
  callbacks: {
    readonly onRefused?: (accessToken: string) => void
    readonly onAnswer?: (answer: Observed) => void
  } = {},
): Promise<ZohoResult<ZohoClient>> {
  const first = await tokens.valid(accountId)
  if (!first.ok) return first
  const client = createZohoClient({
    origin: first.value.apiOrigin,
    token: async () => orThrow(await tokens.valid(accountId)).accessToken,
    ...(callbacks.onAnswer && { onAnswer: callbacks.onAnswer }),
    retryReads: renewing,
    onTokenInvalid: async (refused) => {
      if (renewing) return orThrow(await tokens.renew(accountId, refused)).accessToken
      callbacks.onRefused?.(refused)
      return undefined
    },
  })
  const call: ZohoClient["call"] = async (request) =>
    explainUnreachable(await client.call(request), first.value)
  return { ok: true, value: { ...client, call } }
}

function orThrow<T>(result: ZohoResult<T>): T {
  if (!result.ok) throw new ZohoFaultError(result.fault)
  return result.value
}
