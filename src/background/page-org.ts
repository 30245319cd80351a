/** Which connected org a Zoho page belongs to, determined by the address that the browser reports. */
import browser from "webextension-polyfill"

import type { Sender } from "../messages/receive"
import type { Account } from "../storage/accounts"
import type { Store } from "../storage/store"
import { parseAddress } from "../zoho/crm-address"
import { dataCenterByCrmHost } from "../zoho/data-centers"
import type { Needs } from "./services"

export type PageSender = Extract<Sender, { callerClass: "page" }>
/** A Zoho page as the browser reports it: its address and CRM host. */
type Page = Pick<PageSender, "url" | "host">

/** The org id in the page's address. Null if the address has a vanity name or no org. */
export function orgIdOfPage(sender: Page): string | null {
  return parseAddress(sender.url.href).orgId
}

/**
 * The account of the page's org, by its host and the org id in its address. Undefined without an id: the page could
 * forge any other hint.
 */
export function accountOfPage(accounts: readonly Account[], sender: Page): Account | undefined {
  const orgId = orgIdOfPage(sender)
  const { dataCenter, environment } = sender.host
  return accounts.find(
    ({ org }) =>
      org.id === orgId &&
      org.location === dataCenter.location &&
      (org.environment === "sandbox") === (environment === "sandbox"),
  )
}

/** Our own pages may act on every account. A Zoho page may only act on its own org's, as determined by its address. */
export async function mayActOn(store: Store, accountId: string, sender: Sender): Promise<boolean> {
  if (sender.callerClass === "extension") return true
  return accountOfPage(await store.accounts.list(), sender)?.id === accountId
}

/** Whether a sender may act on a job or backup: a Zoho page only on those of its org and the module it shows. */
export async function isOfPage(
  { store, catalog }: Needs<"store" | "catalog">,
  { accountId, module }: { readonly accountId: string; readonly module: { readonly apiName: string } },
  sender: Sender,
): Promise<boolean> {
  if (!(await mayActOn(store, accountId, sender))) return false
  if (sender.callerClass === "extension") return true
  const { module: name } = parseAddress(sender.url.href)
  // If the address names no module, the user has chosen it.
  if (name === null) return true
  // Without a call to Zoho: stopping a job must not depend on one.
  const named = catalog.cachedModule(accountId, name)
  return named === undefined || named.apiName === module.apiName
}

/** The account and module (API name) of the CRM page in a tab. We only see the address with the host permission. */
export async function placeOfTab(
  { store, catalog }: Needs<"store" | "catalog">,
  tabId: number,
): Promise<{ readonly account?: string; readonly module?: string }> {
  const { url: href } = await browser.tabs.get(tabId).catch(() => ({ url: undefined }))
  if (href === undefined || !URL.canParse(href)) return {}
  const url = new URL(href)
  const host = dataCenterByCrmHost(url.hostname)
  const account = host && accountOfPage(await store.accounts.list(), { url, host })
  if (!account) return {}
  const { module: name } = parseAddress(href)
  const found = name === null ? undefined : await catalog.findModule(account, name)
  const module = found?.ok ? found.value?.apiName : undefined
  return { account: account.id, ...(module !== undefined && { module }) }
}

/** Counts a request of a page's tab. True if the tab exceeds its limit. Our own pages have no limit. */
export type TabLimit = (sender: Sender) => boolean

/**
 * Limits requests per tab. The default, for requests that call Zoho, is far above what a user can reach. Refused
 * requests do not count.
 */
export function createTabLimit(limit = 30, withinMs = 60_000): TabLimit {
  const requests = new Map<number, number[]>()
  return ({ callerClass, tabId }) => {
    if (callerClass === "extension") return false
    const now = Date.now()
    const recent = (requests.get(tabId) ?? []).filter((at) => Math.abs(now - at) < withinMs)
    const isTooOften = recent.length >= limit
    requests.set(tabId, isTooOften ? recent : [...recent, now])
    return isTooOften
  }
}
