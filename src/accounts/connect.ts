/** Connecting an org, signing in to it again, and letting go of it. */
import { accountIdOf } from "../store/accounts"
import type { Account } from "../store/accounts"
import type { Secrets } from "../store/secrets"
import type { Store } from "../store/store"
import { getOrg } from "../zoho/api/org"
import { currentUser } from "../zoho/api/users"
import type { Environment } from "../zoho/data-centres"
import { fault } from "../zoho/errors/fault"
import type { ZohoResult } from "../zoho/errors/fault"
import type { Token } from "../zoho/oauth/grant"
import { revoke } from "../zoho/oauth/revoke"
import { SIGN_IN_FEATURES, scopesCover, scopesFor } from "../zoho/scopes"
import { clientOf } from "./client"
import { grantFor } from "./grants"
import type { GrantWanted } from "./grants"
import { readToken, wipeToken, writeToken } from "./vault"

export interface ConnectRequest {
  readonly kind: Account["kind"]
  readonly clientId: string
  readonly clientSecret?: string | undefined
  readonly grantCode?: string | undefined
  readonly location: string
  readonly environment?: Environment | undefined
}

/** Signs in at Zoho, finds out whose token it is, and only then keeps it. */
export async function connect(store: Store, request: ConnectRequest): Promise<ZohoResult<Account>> {
  const token = await signIn({
    ...request,
    environment: request.environment ?? "production",
    scopes: scopesFor(SIGN_IN_FEATURES),
    secrets: { clientSecret: request.clientSecret },
  })
  return token.ok ? keep(store, request, token.value) : token
}

/** Signs in again with what is already known. Another org's sign-in is refused, and nothing of it is kept. */
export async function reconnect(store: Store, accountId: string): Promise<ZohoResult<Account>> {
  const account = await store.accounts.get(accountId)
  if (!account) return { ok: false, fault: fault("sign-in-needed") }
  const secrets = await store.secrets.read(accountId)
  const { org, apiEnvironment: environment } = account
  const token = await signIn({ ...account, location: org.location, environment, secrets })
  if (!token.ok) return token
  const request = { ...account, clientSecret: secrets.clientSecret, location: org.location }
  return keep(store, request, token.value, accountId)
}

async function signIn(wanted: GrantWanted): Promise<ZohoResult<Token>> {
  const grant = grantFor(wanted)
  return grant.ok ? grant.value.signIn() : grant
}

async function keep(
  store: Store,
  request: ConnectRequest,
  token: Token,
  expected?: string,
): Promise<ZohoResult<Account>> {
  const account = await accountOf(request, token)
  if (!account.ok) return account
  const { id } = account.value
  if (expected !== undefined && id !== expected) return { ok: false, fault: fault("other-org") }
  const secrets: Secrets = { refreshToken: token.refreshToken, clientSecret: request.clientSecret }
  if (request.kind !== "client-based") await store.secrets.write(id, secrets)
  await writeToken(id, token)
  await store.accounts.put(account.value)
  return account
}

async function accountOf(request: ConnectRequest, token: Token): Promise<ZohoResult<Account>> {
  const client = clientOf(token)
  const org = await getOrg(client)
  if (!org.ok) return org
  const user = scopesCover(token.scopes, ["user"]) ? await currentUser(client) : null
  const found = {
    id: org.value.zgid,
    name: org.value.companyName,
    location: token.location,
    environment:
      token.environment === "production" ? (org.value.environment ?? "production") : token.environment,
  }
  const account: Account = {
    id: accountIdOf(found),
    org: found,
    kind: request.kind,
    clientId: request.clientId,
    apiEnvironment: token.environment,
    scopes: [...token.scopes],
    user: user?.ok ? user.value.fullName : null,
    connectedAt: Date.now(),
  }
  return { ok: true, value: account }
}

/**
 * Forgets the account here, always, and revokes it at Zoho where that can be reached.
 * @returns the fault when Zoho could not be told; everything here is wiped all the same
 */
export async function disconnect(store: Store, accountId: string): Promise<ZohoResult<null>> {
  const account = await store.accounts.get(accountId)
  const [token, secrets] = await Promise.all([readToken(accountId), store.secrets.read(accountId)])
  await Promise.all([wipeToken(accountId), store.secrets.wipe(accountId), store.accounts.remove(accountId)])
  if (!account || (!token && secrets.refreshToken === undefined)) return { ok: true, value: null }
  const { refreshToken, clientSecret } = secrets
  const revoked = await revoke({
    token: {
      accessToken: token?.accessToken ?? "",
      expiresAt: 0,
      apiOrigin: "",
      location: account.org.location as Token["location"],
      environment: account.apiEnvironment,
      scopes: [],
      ...(refreshToken === undefined ? {} : { refreshToken }),
    },
    clientId: account.clientId,
    ...(clientSecret === undefined ? {} : { clientSecret }),
  })
  return revoked.ok ? { ok: true, value: null } : revoked
}
