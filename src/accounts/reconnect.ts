/** Signs in again to a connected org: because its sign-in ended, or because a feature needs more scopes. */
import type { Account } from "../storage/accounts"
import type { Store } from "../storage/store"
import type { FaultKind } from "../zoho/errors/catalog"
import { failure, type Failure, type ZohoResult } from "../zoho/errors/fault"
import type { Feature } from "../zoho/scopes"
import { storeSignIn, signIn } from "./connect"
import { scopesNeeded, type Need } from "./scopes"
import { withTokenLock, writeToken } from "./token-storage"
import { renewedToken } from "./tokens"

/** Options of a sign-in to a known account. */
export interface SignInAgain {
  /** Features that the account needs in addition to its current ones. */
  readonly features?: readonly Feature[]
  /** Self client: the new code from Zoho's console. */
  readonly grantCode?: string | undefined
  /** Typed by the user if it is not stored. */
  readonly clientSecret?: string | undefined
}

/**
 * Signs in again with the stored client, unless the requested features are already granted. Refuses another org.
 * @returns "grant-code-needed" or "client-secret-needed" if the user must provide one; the need is then remembered
 */
export function reconnect(
  store: Store,
  accountId: string,
  { features = [], ...typed }: SignInAgain = {},
): Promise<ZohoResult<Account>> {
  const asked = Date.now()
  // A request while a window is open waits for its result instead of opening another.
  return navigator.locks.request(`tagsweep-sign-in ${accountId}`, async () => {
    const account = await store.accounts.get(accountId)
    if (!account) return failure("sign-in-needed")
    const need = await scopesNeeded(store, account, features)
    const settled = features.length > 0 ? need.covered && !account.signedOut : account.connectedAt > asked
    return settled ? { ok: true, value: account } : signInFor(store, account, need, typed)
  })
}

type Typed = Pick<SignInAgain, "grantCode" | "clientSecret">

async function signInFor(
  store: Store,
  account: Account,
  need: Need,
  typed: Typed,
): Promise<ZohoResult<Account>> {
  const { kind, asksSecret } = account
  if (asksSecret && typed.clientSecret === undefined)
    return requireInput(store, account, need.covered ? undefined : need, "client-secret-needed")
  if (asksSecret && need.covered && typed.grantCode === undefined) {
    const renewed = await renewWith(store, account, typed.clientSecret)
    // A window or a code is needed only if the refresh token has ended.
    if (renewed.ok || renewed.fault.kind !== "refresh-token-invalid") return renewed
  }
  const again = await signInAgain(store, account, need, typed)
  // Without a code, a self client requests its org directly. If Zoho refuses, the user must create a code.
  const wantsCode = kind === "self-client" && typed.grantCode === undefined && !again.ok
  return wantsCode && !NOT_FIXED_BY_CODE.has(again.fault.kind)
    ? requireInput(store, account, need, "grant-code-needed")
    : again
}

/** Faults that a code would not fix. */
const NOT_FIXED_BY_CODE: ReadonlySet<FaultKind> = new Set([
  ...(["unreachable", "access-removed", "timed-out", "server-error", "maintenance"] as const),
  ...(["too-many-token-requests", "invalid-client-secret"] as const),
])

/** Remembers the features of a sign-in that needs user input, and returns the failure. */
async function requireInput(
  store: Store,
  account: Account,
  need: Need | undefined,
  kind: FaultKind,
): Promise<Failure> {
  if (need) await store.accounts.put({ ...account, wanted: [...need.features] })
  return failure(kind)
}

/** Renews with the stored refresh token and a secret that is not stored. */
async function renewWith(
  store: Store,
  { wanted: _, ...account }: Account,
  clientSecret: string | undefined,
): Promise<ZohoResult<Account>> {
  return withTokenLock(account.id, async () => {
    const { refreshToken } = await store.secrets.read(account.id)
    const renewed = await renewedToken(account, { refreshToken, clientSecret })
    if (!renewed.ok) return renewed
    await writeToken(account.id, renewed.value)
    const signedIn = { ...account, signedOut: false, connectedAt: Date.now() }
    await store.accounts.put(signedIn)
    return { ok: true, value: signedIn }
  })
}

async function signInAgain(
  store: Store,
  account: Account,
  { scopes, features }: Need,
  { grantCode, clientSecret: typed }: Typed,
): Promise<ZohoResult<Account>> {
  const clientSecret = typed ?? (await store.secrets.read(account.id)).clientSecret
  const { apiEnvironment: environment, asksSecret } = account
  const { id: orgId, location } = account.org
  const place = { orgId, location, environment }
  const request = { ...account, ...place, clientSecret, keepSecret: !asksSecret, grantCode }
  const token = await signIn({ ...request, scopes })
  return token.ok ? storeSignIn(store, request, token.value, { features, accountId: account.id }) : token
}
