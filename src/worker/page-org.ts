/** Which connected org a page of Zoho's belongs to, judged by the address that the browser vouches for. */
import type { Sender } from "../messaging/sender"
import type { Account } from "../store/accounts"
import type { Store } from "../store/store"
import type { Catalog } from "./catalog"
import { moduleNamed } from "./known-modules"
import { parseAddress } from "../zoho/crm-address"

export type PageSender = Extract<Sender, { callerClass: "page" }>
/** A page of Zoho's as the browser tells of it: its address, and whose host that is. */
type Page = Pick<PageSender, "url" | "host">

/** The org id in the page's own address; null where a vanity name or nothing stands there. */
export function orgIdOfPage(sender: Page): string | null {
  return parseAddress(sender.url.href).orgId
}

/** The accounts whose orgs have their pages at this page's host: its data centre, its kind of environment. */
export function accountsAtHost(accounts: readonly Account[], sender: Page): readonly Account[] {
  const { dataCentre, environment } = sender.host
  return accounts.filter(
    ({ org }) =>
      org.location === dataCentre.location && (org.environment === "sandbox") === (environment === "sandbox"),
  )
}

/**
 * The account of the page's org: at its host, and of the org id in its address. A page whose address holds no org id
 * has none: what else tells the org there (Zoho's own variables, its markup) is the page's to change, and that only
 * one org is connected does not mean that the page is that one's.
 */
export function accountOfPage(accounts: readonly Account[], sender: Page): Account | undefined {
  const orgId = orgIdOfPage(sender)
  return accountsAtHost(accounts, sender).find(({ org }) => org.id === orgId)
}

/**
 * Whether the sender may act on this account: our own pages on every one, a page of Zoho's on that of its own org
 * alone. The address that the browser vouches for decides, not what the page's script says.
 */
export async function mayActOn(store: Store, accountId: string, sender: Sender): Promise<boolean> {
  if (sender.callerClass === "extension") return true
  return accountOfPage(await store.accounts.list(), sender)?.id === accountId
}

/** What a page may stop or hurry, and undo: what is of its org and of the module in front of the person. */
export async function isOfPage(
  { store, catalog }: { readonly store: Store; readonly catalog: Pick<Catalog, "modulesAtHand"> },
  { accountId, module }: { readonly accountId: string; readonly module: { readonly apiName: string } },
  sender: Sender,
): Promise<boolean> {
  if (!(await mayActOn(store, accountId, sender))) return false
  if (sender.callerClass === "extension") return true
  const { module: name } = parseAddress(sender.url.href)
  // Where the address names none, the person has chosen it.
  if (name === null) return true
  // Never asked at Zoho for this: a job must be stopped without it.
  const named = moduleNamed(catalog.modulesAtHand(accountId) ?? [], name)
  return (named?.apiName ?? module.apiName) === module.apiName
}
