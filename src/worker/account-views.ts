/** Accounts as the screens see them: nothing secret. */
import { featuresOf, scopesNeeded } from "../accounts/rights"
import { isAllPermitted } from "../accounts/reach"
import { readToken } from "../accounts/vault"
import type { AccountView } from "../messaging/views"
import type { Account } from "../store/accounts"
import type { Store } from "../store/store"

export async function viewOf(store: Store, account: Account): Promise<AccountView> {
  const { id, org, kind, user, signedOut = false, asksSecret = false } = account
  const token = await readToken(id)
  // A refresh token needs no person, unless it takes a secret that is not kept; others last as long as their token.
  const lasts = token !== undefined && token.expiresAt > Date.now()
  const signedIn = kind === "client-based" || asksSecret ? lasts : !signedOut
  const needsSecret = asksSecret && (!signedIn || account.wanted !== undefined)
  const needsCode = kind === "self-client" && (signedOut || account.wanted !== undefined)
  const codeScope = needsCode ? (await scopesNeeded(store, account, [])).scopes.join(",") : null
  const features = await featuresOf(store, account)
  return {
    id,
    org,
    kind,
    user,
    signedIn,
    permitted: await isAllPermitted(org),
    features,
    codeScope,
    needsSecret,
  }
}
