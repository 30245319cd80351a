/** Accounts as the screens see them: nothing secret. */
import { readToken } from "../accounts/vault"
import type { AccountView } from "../messaging/views"
import type { Account } from "../store/accounts"

export async function viewOf(account: Account): Promise<AccountView> {
  const { id, org, kind, user } = account
  const token = await readToken(id)
  // A refresh token needs no person; a client-based sign-in lasts as long as its token.
  const signedIn = kind !== "client-based" || (token !== undefined && token.expiresAt > Date.now())
  return { id, org, kind, user, signedIn }
}
