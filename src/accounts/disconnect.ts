/** Letting go of an account: revoked at Zoho, wiped here. */
import type { Account } from "../store/accounts"
import type { Secrets } from "../store/secrets"
import type { Store } from "../store/store"
import type { ZohoResult } from "../zoho/errors/fault"
import { revoke } from "../zoho/oauth/revoke"
import { readToken, wipeToken, withTokenLock } from "./vault"

/**
 * Forgets the account here, always and first, and revokes it at Zoho where that can be reached.
 * @returns the fault when Zoho could not be told; everything here is wiped all the same
 */
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
  return account ? revokeAt(account, secrets, token?.accessToken) : { ok: true, value: null }
}

/** Ends what an account's secrets still open at Zoho; without any there is nothing to end. */
export async function revokeAt(
  account: Pick<Account, "clientId" | "org" | "apiEnvironment">,
  { refreshToken, clientSecret }: Secrets,
  accessToken: string | undefined,
): Promise<ZohoResult<null>> {
  if (refreshToken === undefined && accessToken === undefined) return { ok: true, value: null }
  const revoked = await revoke({
    token: { accessToken: accessToken ?? "", location: account.org.location, refreshToken },
    clientId: account.clientId,
    clientSecret,
  })
  return revoked.ok ? { ok: true, value: null } : revoked
}
