/** Accounts as the screens see them: nothing secret. */
import { featuresOf, scopesNeeded } from "../accounts/rights"
import { isPermitted } from "../accounts/reach"
import { readToken } from "../accounts/vault"
import type { AccountView } from "../messaging/views"
import type { Account } from "../store/accounts"
import type { Store } from "../store/store"

export async function viewOf(store: Store, account: Account): Promise<AccountView> {
  const { id, org, kind, user, signedOut = false } = account
  const token = await readToken(id)
  // A refresh token needs no person; a client-based sign-in lasts as long as its token.
  const signedIn = kind === "client-based" ? token !== undefined && token.expiresAt > Date.now() : !signedOut
  const needsCode = kind === "self-client" && (signedOut || account.wanted !== undefined)
  const codeScope = needsCode ? (await scopesNeeded(store, account, [])).scopes.join(",") : null
  const features = await featuresOf(store, account)
  return { id, org, kind, user, signedIn, permitted: await isPermitted(org), features, codeScope }
}
