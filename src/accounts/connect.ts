/** Connecting an org, and disconnecting it. Signing in again is in `reconnect`. */
import { accountIdOf, type Account, type Secrets } from "../storage/accounts"
import type { Store } from "../storage/store"
import { currentUser, getOrg } from "../zoho/api/org"
import type { DataCenterLocation } from "../zoho/data-centers"
import type { FaultKind } from "../zoho/errors/catalog"
import { failure, type Failure, type ZohoResult } from "../zoho/errors/fault"
import type { Token } from "../zoho/oauth/grant"
import { revoke } from "../zoho/oauth/token-endpoint"
import { scopesCover, scopesFor, SIGN_IN_FEATURES, type Feature } from "../zoho/scopes"
import { clientCheckFor, grantFor, otherDataCentersOf, type GrantWanted } from "./grants"
import { explained, isPermitted } from "./host-permissions"
import { tagsAllOf } from "./scopes"
import {
  keepWaiting,
  readToken,
  takeWaitingSignIn,
  wipeToken,
  withTokenLock,
  writeToken,
  type WaitingSignIn,
} from "./token-storage"
import { clientOf } from "./tokens"

export interface ConnectRequest extends Omit<GrantWanted, "scopes"> {
  /** False: the secret is used, not kept, and asked for when the token ends. */
  readonly keepSecret?: boolean | undefined
}

/** Signs in at Zoho, finds out whose token it is, and only then keeps it. */
export async function connect(store: Store, request: ConnectRequest): Promise<ZohoResult<Account>> {
  const waiting = await waitingFor(request)
  const token: ZohoResult<Token> = waiting ? { ok: true, value: waiting } : await signIn(wantedBy(request))
  return token.ok ? keep(store, request, token.value, { features: SIGN_IN_FEATURES, mayWait: true }) : token
}

/** The sign-in that waited for the browser's permission, where it is the one asked for. Any other is ended at Zoho. */
async function waitingFor(request: ConnectRequest): Promise<Token | undefined> {
  const waiting = await takeWaitingSignIn()
  if (!waiting) return undefined
  if (isFor(request, waiting) && waiting.until > Date.now() && (await isPermitted(waiting.token)))
    return waiting.token
  void revoke({ clientId: waiting.clientId, ...waiting.token })
  return undefined
}

function isFor(request: ConnectRequest, { clientId, asked, token }: WaitingSignIn): boolean {
  const { kind, location, environment } = request
  const isThere = [asked.location, token.location].includes(location) && environment === asked.environment
  return kind === "client-based" && clientId === request.clientId && isThere
}

/** Whether Zoho would let such a client in, as `clientCheckFor`. False where the browser does not let us ask yet. */
export async function checkClient(request: ConnectRequest): Promise<ZohoResult<boolean>> {
  const wanted = wantedBy(request)
  return (await isPermitted(wanted)) ? clientCheckFor(withoutSecret(wanted)) : { ok: true, value: false }
}

/** Other data centers in which such a client is known. */
export function findClient(request: ConnectRequest): Promise<DataCenterLocation[]> {
  return otherDataCentersOf(withoutSecret(wantedBy(request)))
}

/** A secret is not needed to ask about a client, and not sent. */
const withoutSecret = (wanted: GrantWanted): GrantWanted => ({ ...wanted, clientSecret: "" })

const WORDLESS: readonly string[] = ["sign-in-cancelled", "sign-in-page-failed"] satisfies FaultKind[]

/** A window that ended without a reason may have shown an error page: its words are asked for afterwards. */
export async function signIn(wanted: GrantWanted): Promise<ZohoResult<Token>> {
  const grant = grantFor(wanted)
  const signedIn = grant.ok ? await grant.value.signIn() : grant
  // Zoho may have sent the user on to another data center, whose hosts were not asked for.
  const { at = wanted.location } = signedIn.ok ? {} : signedIn.fault.details
  const token = grant.ok ? await explained(signedIn, { ...wanted, location: at }) : signedIn
  // Only afterwards: what is read off Zoho's page may explain a failure, not cause one.
  if (token.ok || !WORDLESS.includes(token.fault.kind)) return token
  const cause = await clientCheckFor(wanted)
  return cause.ok ? token : cause
}

function wantedBy(request: ConnectRequest): GrantWanted {
  return { ...request, scopes: scopesFor(SIGN_IN_FEATURES) }
}

interface Expected {
  readonly features: readonly Feature[]
  /** Of a known account that signs in again: no other will do. */
  readonly accountId?: string
  /** Whether it waits where only the browser's permission is missing to ask whose it is. */
  readonly mayWait?: boolean
}

/** Keeps a sign-in that is as expected; any other is ended at Zoho. */
export async function keep(
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
  const isUnasked = !account.ok && account.fault.kind === "access-removed"
  // A refresh token has no place in the session's memory.
  if (expected.mayWait && isUnasked && request.kind === "client-based") {
    const { clientId, location, environment } = request
    await keepWaiting({ clientId, asked: { location, environment } }, token)
  } else {
    // Nobody will use it, and Zoho counts how many are alive.
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
  if (await isAnothersWorkOpen(store, account)) return failure("other-user")
  // A self client's code carries whatever scopes were typed at Zoho.
  const enough = scopesCover(account.scopes, features, await tagsAllOf(store, account))
  return enough ? null : failure("scope-missing")
}

/** What one user has confirmed must not go on in another's name. */
async function isAnothersWorkOpen(store: Store, { id, userId }: Account): Promise<boolean> {
  const before = await store.accounts.get(id)
  if (before?.userId === undefined || before.userId === userId) return false
  return (await store.jobs.open()).some(({ accountId }) => accountId === id)
}

/** Puts the new sign-in in the place of the old, which is ended at Zoho: it keeps no more than twenty per user. */
async function replace(
  store: Store,
  account: Account,
  token: Token,
  { clientSecret, grantCode }: ConnectRequest,
): Promise<void> {
  const { id } = account
  const isByCode = account.kind !== "self-client" || grantCode !== undefined
  const old = await store.secrets.read(id)
  const before = await store.accounts.get(id)
  // Zoho gives one only the first time that a code is used; without a code none belongs to the new sign-in.
  const refreshToken = token.refreshToken ?? (isByCode ? old.refreshToken : undefined)
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
  const org = await explained(await getOrg(client), token)
  if (!org.ok) return org
  const user = scopesCover(token.scopes, ["user"]) ? await currentUser(client) : null
  const { zgid, companyName, environment = "production" } = org.value
  const { location, environment: asked } = token
  const isAskedFor = asked !== "production"
  const found = { id: zgid, name: companyName, location, environment: isAskedFor ? asked : environment }
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

/** Forgets the account here, always and first, and revokes it at Zoho where that can be reached; else the fault. */
export async function disconnect(store: Store, accountId: string): Promise<ZohoResult<null>> {
  const account = await store.accounts.get(accountId)
  const [token, secrets] = await Promise.all([readToken(accountId), store.secrets.read(accountId)])
  // A renewal under way finds the account gone and keeps nothing; what it has written by then goes with the rest.
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
