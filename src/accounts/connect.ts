/** Connects and disconnects orgs. Signing in again is in `reconnect`. */
import { accountIdOf, type Account, type Secrets } from "../storage/accounts"
import type { Store } from "../storage/store"
import { currentUser, getOrg } from "../zoho/api/org"
import type { DataCenterLocation } from "../zoho/data-centers"
import type { FaultKind } from "../zoho/errors/catalog"
import { failure, type Failure, type ZohoResult } from "../zoho/errors/fault"
import type { Token } from "../zoho/oauth/grant"
import { revoke } from "../zoho/oauth/token-endpoint"
import { scopesCover, scopesFor, SIGN_IN_FEATURES, type Feature } from "../zoho/scopes"
import { clientCheckFor, grantFor, otherDataCentersOf, type GrantRequest } from "./grants"
import { explainUnreachable, isPermitted } from "./host-permissions"
import { tagsAllOf } from "./scopes"
import {
  storeWaitingSignIn,
  readToken,
  takeWaitingSignIn,
  wipeToken,
  withTokenLock,
  writeToken,
  type WaitingSignIn,
} from "./token-storage"
import { clientOf } from "./tokens"

export interface ConnectRequest extends Omit<GrantRequest, "scopes"> {
  /** False: the secret is used but not stored; the user types it again when the token ends. */
  readonly keepSecret?: boolean | undefined
}

/** Signs in at Zoho, determines whose token it is, and only then stores it. */
export async function connect(store: Store, request: ConnectRequest): Promise<ZohoResult<Account>> {
  const waiting = await takeMatchingSignIn(request)
  const token: ZohoResult<Token> = waiting
    ? { ok: true, value: waiting }
    : await signIn(grantRequestOf(request))
  return token.ok
    ? storeSignIn(store, request, token.value, { features: SIGN_IN_FEATURES, mayWait: true })
    : token
}

/** The sign-in that waited for a host permission, if it matches the request. Any other is revoked. */
async function takeMatchingSignIn(request: ConnectRequest): Promise<Token | undefined> {
  const waiting = await takeWaitingSignIn()
  if (!waiting) return undefined
  if (matches(request, waiting) && waiting.until > Date.now() && (await isPermitted(waiting.token)))
    return waiting.token
  void revoke({ clientId: waiting.clientId, ...waiting.token })
  return undefined
}

function matches(request: ConnectRequest, { clientId, asked, token }: WaitingSignIn): boolean {
  const { kind, location, environment } = request
  const isSamePlace = [asked.location, token.location].includes(location) && environment === asked.environment
  return kind === "client-based" && clientId === request.clientId && isSamePlace
}

/** Whether Zoho accepts the client, as in `clientCheckFor`. False without permission to contact Zoho yet. */
export async function checkClient(request: ConnectRequest): Promise<ZohoResult<boolean>> {
  const wanted = grantRequestOf(request)
  return (await isPermitted(wanted)) ? clientCheckFor(withoutSecret(wanted)) : { ok: true, value: false }
}

/** Other data centers that know the client. */
export function findClient(request: ConnectRequest): Promise<DataCenterLocation[]> {
  return otherDataCentersOf(withoutSecret(grantRequestOf(request)))
}

/** Checking a client needs no secret, so none is sent. */
const withoutSecret = (wanted: GrantRequest): GrantRequest => ({ ...wanted, clientSecret: "" })

const UNEXPLAINED: readonly string[] = ["sign-in-cancelled", "sign-in-page-failed"] satisfies FaultKind[]

/** Signs in. If the window closes without a reason, asks Zoho afterwards: its page may have shown an error. */
export async function signIn(wanted: GrantRequest): Promise<ZohoResult<Token>> {
  const grant = grantFor(wanted)
  const signedIn = grant.ok ? await grant.value.signIn() : grant
  // Zoho may have sent the user to another data center, whose hosts we did not request.
  const { at = wanted.location } = signedIn.ok ? {} : signedIn.fault.details
  const token = grant.ok ? await explainUnreachable(signedIn, { ...wanted, location: at }) : signedIn
  // Only afterwards: Zoho's page may explain a failure, but must not cause one.
  if (token.ok || !UNEXPLAINED.includes(token.fault.kind)) return token
  const cause = await clientCheckFor(wanted)
  return cause.ok ? token : cause
}

function grantRequestOf(request: ConnectRequest): GrantRequest {
  return { ...request, scopes: scopesFor(SIGN_IN_FEATURES) }
}

interface Expected {
  readonly features: readonly Feature[]
  /** For a known account that signs in again: any other account is refused. */
  readonly accountId?: string
  /** Whether the sign-in may wait if only a host permission is missing to determine whose it is. */
  readonly mayWait?: boolean
}

/** Stores a sign-in that is as expected. Any other is revoked at Zoho. */
export async function storeSignIn(
  store: Store,
  request: ConnectRequest,
  token: Token,
  expected: Expected,
): Promise<ZohoResult<Account>> {
  const account = await accountOf(request, token)
  const refused = account.ok ? await reasonToRefuse(store, account.value, expected) : account
  if (account.ok && !refused) {
    await replace(store, account.value, token, request)
    return account
  }
  const isPermissionMissing = !account.ok && account.fault.kind === "access-removed"
  // Client-based only: session memory must not contain a refresh token.
  if (expected.mayWait && isPermissionMissing && request.kind === "client-based") {
    const { clientId, location, environment } = request
    await storeWaitingSignIn({ clientId, asked: { location, environment } }, token)
  } else {
    // It will not be used, and Zoho limits the number of live tokens.
    void revoke({ clientId: request.clientId, clientSecret: request.clientSecret, ...token })
  }
  return refused ?? account
}

async function reasonToRefuse(
  store: Store,
  account: Account,
  { features, accountId }: Expected,
): Promise<Failure | null> {
  if (accountId !== undefined && account.id !== accountId) return failure("other-org")
  if (await hasOpenJobsOfAnotherUser(store, account)) return failure("other-user")
  // A self client's code carries whatever scopes the user entered at Zoho.
  const enough = scopesCover(account.scopes, features, await tagsAllOf(store, account))
  return enough ? null : failure("scope-missing")
}

/** Jobs confirmed by one user must not continue as another. */
async function hasOpenJobsOfAnotherUser(store: Store, { id, userId }: Account): Promise<boolean> {
  const before = await store.accounts.get(id)
  if (before?.userId === undefined || before.userId === userId) return false
  return (await store.jobs.open()).some(({ accountId }) => accountId === id)
}

/** Replaces the account's sign-in. The old one is revoked at Zoho, which allows twenty per user. */
async function replace(
  store: Store,
  account: Account,
  token: Token,
  { clientSecret, grantCode }: ConnectRequest,
): Promise<void> {
  const { id } = account
  const usesCode = account.kind !== "self-client" || grantCode !== undefined
  const old = await store.secrets.read(id)
  const before = await store.accounts.get(id)
  // Zoho issues a refresh token only the first time a code is used. A sign-in without a code has none.
  const refreshToken = token.refreshToken ?? (usesCode ? old.refreshToken : undefined)
  const secrets: Secrets = account.asksSecret ? { refreshToken } : { refreshToken, clientSecret }
  await withTokenLock(id, async () => {
    if (account.kind === "client-based") await store.secrets.wipe(id)
    else await store.secrets.write(id, secrets)
    await writeToken(id, token)
    await store.accounts.put(account)
  })
  if (before && old.refreshToken !== refreshToken) {
    const { clientId, org } = before
    void revoke({ clientId, clientSecret, location: org.location, refreshToken: old.refreshToken })
  }
}

async function accountOf(request: ConnectRequest, token: Token): Promise<ZohoResult<Account>> {
  const client = clientOf(token)
  const org = await explainUnreachable(await getOrg(client), token)
  if (!org.ok) return org
  const user = scopesCover(token.scopes, ["user"]) ? await currentUser(client) : null
  const { zgid, companyName, environment = "production" } = org.value
  const { location, environment: asked } = token
  const found = {
    ...{ id: zgid, name: companyName, location },
    environment: asked === "production" ? environment : asked,
  }
  const account: Account = {
    id: accountIdOf(found),
    org: found,
    kind: request.kind,
    clientId: request.clientId,
    apiEnvironment: token.environment,
    scopes: [...token.scopes],
    user: user?.ok ? user.value.fullName : null,
    ...(user?.ok && { userId: user.value.id }),
    ...(request.keepSecret === false && request.kind !== "client-based" && { asksSecret: true }),
    connectedAt: Date.now(),
  }
  return { ok: true, value: account }
}

/** Deletes the account here, always and first, then revokes it at Zoho. Returns a fault if that fails. */
export async function disconnect(store: Store, accountId: string): Promise<ZohoResult<null>> {
  const account = await store.accounts.get(accountId)
  const [token, secrets] = await Promise.all([readToken(accountId), store.secrets.read(accountId)])
  // A renewal in progress finds the account gone and stores nothing. The second wipe deletes what it wrote before.
  await store.accounts.remove(accountId)
  await store.secrets.wipe(accountId)
  await store.tagLists.forget(accountId)
  await store.tagUsage.forget(accountId)
  await wipeToken(accountId)
  await withTokenLock(accountId, () => wipeToken(accountId))
  if (!account) return { ok: true, value: null }
  const { clientId, org } = account
  return revoke({ clientId, ...secrets, location: org.location, accessToken: token?.accessToken })
}
