/**
 * Tag pages that a person found at another address than Zoho's. The patterns are kept per org; only pages of that org's data
 * center get the watcher a second time, which asks for them.
 */
import { coalesce } from "../lib/async"
import type { Account } from "../storage/accounts"
import { isOff } from "../storage/managed-policy"
import type { Store } from "../storage/store"
import { isNarrow, type AddressPattern } from "../zoho/crm-address"
import { crmMatchesOf, dataCenterByLocation } from "../zoho/data-centers"
import { registerContentScripts } from "./content-scripts"

/** More places than anyone finds by hand; the oldest goes. */
const MOST = 10

export interface TagPageUrls {
  of(account: Account): Promise<readonly AddressPattern[]>
  remember(account: Account, pattern: AddressPattern): Promise<void>
  forget(account: Account, pattern: AddressPattern): Promise<void>
  /** Registers the scripts for Zoho's pages, as the browser's permissions, the accounts and these places are now. */
  arrange(): Promise<void>
}

export function createTagPageUrls({ accounts, orgFeatures, policy }: Store): TagPageUrls {
  async function of({ org }: Account): Promise<readonly AddressPattern[]> {
    return ((await orgFeatures.of(org.id)).tagPages?.value ?? []).filter(isNarrow)
  }

  async function keep(account: Account, patterns: readonly AddressPattern[]): Promise<void> {
    await orgFeatures.remember(account.org.id, "tagPages", patterns.slice(-MOST), Date.now())
    await arrange()
  }

  const without = async (
    account: Account,
    { path, moduleParam }: AddressPattern,
  ): Promise<AddressPattern[]> =>
    (await of(account)).filter((each) => each.path !== path || each.moduleParam !== moduleParam)

  const arrange = coalesce(async () => {
    const matches = new Set<string>()
    const off = isOff(await policy.get(), "look")
    for (const account of off ? [] : await accounts.list()) {
      const dataCenter = dataCenterByLocation(account.org.location)
      if (!dataCenter || (await of(account)).length === 0) continue
      for (const match of crmMatchesOf(dataCenter, account.org.environment)) matches.add(match)
    }
    await registerContentScripts([...matches])
  })

  return {
    of,
    remember: async (account, pattern) => keep(account, [...(await without(account, pattern)), pattern]),
    forget: async (account, pattern) => keep(account, await without(account, pattern)),
    arrange,
  }
}
