/** What drafts of every kind begin with. */
import { featuresOf } from "../accounts/rights"
import type { Account } from "../store/accounts"
import { DRAFT_LIFE_MS } from "../store/drafts"
import type { Draft } from "../store/drafts"
import type { Store } from "../store/store"

type Head = Pick<Draft, "draftId" | "tabId" | "accountId" | "org" | "features" | "expiresAt">

/** @param tabId the tab that asks; null for our own pages outside tabs */
export async function newDraft(store: Store, account: Account, tabId: number | null): Promise<Head> {
  return {
    ...{ draftId: crypto.randomUUID(), tabId, accountId: account.id, org: account.org },
    ...{ features: await featuresOf(store, account), expiresAt: Date.now() + DRAFT_LIFE_MS },
  }
}
