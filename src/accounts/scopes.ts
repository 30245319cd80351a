/** What an account may do at Zoho, and what it takes to let it do more. */
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

/** What the next sign-in to an account is for. */
export interface Need {
  /** All that the account must be able to do then: what it can do now, what waits, and what is asked for. */
  readonly features: readonly Feature[]
  readonly scopes: readonly string[]
  /** Whether the scopes in hand suffice for them. */
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

/** @param features what is wanted beside all that the account can do, or should be able to do, already */
export async function scopesNeeded(
  store: Store,
  account: Account,
  features: readonly Feature[],
): Promise<Need> {
  const tagsAll = await tagsAllOf(store, account)
  const off = featuresOff(await store.policy.get())
  // Without `tagsAll`: what single scopes were given for is wanted all the more where they do not suffice.
  const granted = FEATURES.filter((feature) => scopesCover(account.scopes, [feature]))
  const all = [...new Set([...SIGN_IN_FEATURES, ...granted, ...(account.wanted ?? []), ...features])].filter(
    (feature) => !off.includes(feature),
  )
  // What was given for a feature that is switched off since is given back with the next sign-in.
  const needless = scopesFor(off).filter((scope) => !scopesFor(all).includes(scope))
  const kept = account.scopes.filter((scope) => !needless.includes(scope))
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
