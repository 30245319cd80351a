/** The features an account has at Zoho, and the scopes it needs for more. */
import type { Account } from "../storage/accounts"
import { featuresOff } from "../storage/managed-policy"
import type { Store } from "../storage/store"
import {
  FEATURES,
  scopesCover,
  scopesFor,
  scopesToAsk,
  SIGN_IN_FEATURES,
  type Feature,
  type TagCall,
} from "../zoho/scopes"

/** What the next sign-in to an account must provide. */
export interface Need {
  /** All features the account needs: those granted now, those that wait, and those requested. */
  readonly features: readonly Feature[]
  readonly scopes: readonly string[]
  /** Whether the current scopes suffice. */
  readonly covered: boolean
}

/** The features that an account's scopes and the managed policy allow. */
export async function featuresOf(store: Store, account: Account): Promise<Feature[]> {
  const tagsAll = await tagsAllOf(store, account)
  const off = featuresOff(await store.policy.get())
  return FEATURES.filter(
    (feature) => !off.includes(feature) && scopesCover(account.scopes, [feature], tagsAll),
  )
}

/** @param features requested in addition to all that the account has or waits for */
export async function scopesNeeded(
  store: Store,
  account: Account,
  features: readonly Feature[],
): Promise<Need> {
  const tagsAll = await tagsAllOf(store, account)
  const off = featuresOff(await store.policy.get())
  // Without `tagsAll`: features granted by single scopes stay, even if the org now requires more for them.
  const granted = FEATURES.filter((feature) => scopesCover(account.scopes, [feature]))
  const all = [...new Set([...SIGN_IN_FEATURES, ...granted, ...(account.wanted ?? []), ...features])].filter(
    (feature) => !off.includes(feature),
  )
  // The next sign-in drops scopes of features that were switched off meanwhile.
  const unneeded = scopesFor(off).filter((scope) => !scopesFor(all).includes(scope))
  const kept = account.scopes.filter((scope) => !unneeded.includes(scope))
  return {
    features: all,
    scopes: scopesToAsk(kept, all, tagsAll),
    covered: scopesCover(account.scopes, all, tagsAll),
  }
}

/** The calls for which the account's org refuses single tag scopes. */
export async function tagsAllOf(store: Store, account: Account): Promise<readonly TagCall[]> {
  return (await store.orgFeatures.of(account.org.id)).tagsAll?.value ?? []
}
