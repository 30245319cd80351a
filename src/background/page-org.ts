/** Which connected org a Zoho page belongs to, judged by the address that the browser vouches for. */
import browser from "webextension-polyfill"

import type { Sender } from "../messages/receive"
import type { Account } from "../storage/accounts"
import type { Store } from "../storage/store"
import { parseAddress } from "../zoho/crm-address"
import { dataCenterByCrmHost } from "../zoho/data-centers"
import type { Needs } from "./services"

export type PageSender = Extract<Sender, { callerClass: "page" }>
/** A Zoho page as the browser describes it: its address, and whose host that is. */
type Page = Pick<PageSender, "url" | "host">

/** The org id in the page's own address; null where there is a vanity name or nothing. */
export function orgIdOfPage(sender: Page): string | null {
  return parseAddress(sender.url.href).orgId
}

/**
 * The account of the page's org, by its host and the org id in its address. Without an id there is none: what else tells the org
 * there is for the page to change.
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

/** Our own pages may act on every account, Zoho's page on that of its own org: by its address, not by what its script says. */
export async function mayActOn(store: Store, accountId: string, sender: Sender): Promise<boolean> {
  if (sender.callerClass === "extension") return true
  return accountOfPage(await store.accounts.list(), sender)?.id === accountId
}

/** What a page may stop or hurry, and undo: what is of its org and of the module in front of the person. */
export async function isOfPage(
  { store, catalog }: Needs<"store" | "catalog">,
  { accountId, module }: { readonly accountId: string; readonly module: { readonly apiName: string } },
  sender: Sender,
): Promise<boolean> {
  if (!(await mayActOn(store, accountId, sender))) return false
  if (sender.callerClass === "extension") return true
  const { module: name } = parseAddress(sender.url.href)
  // Where the address names none, the person has chosen it.
  if (name === null) return true
  // Never asked at Zoho for this: a job must be stopped without it.
  const named = catalog.moduleAtHand(accountId, name)
  return named === undefined || named.apiName === module.apiName
}

/** The account and the module (API name) of the CRM page in a tab, whose address we see only on hosts that we may reach. */
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

/** Counts one more request of a page's tab. True: it has asked too often. Our own pages never do. */
export type TabLimit = (sender: Sender) => boolean

/** How often the page in a tab may have us ask Zoho: no person comes near it. What is refused does not count. */
export function createTabLimit(most = 30, withinMs = 60_000): TabLimit {
  const asked = new Map<number, number[]>()
  return ({ callerClass, tabId }) => {
    if (callerClass === "extension") return false
    const now = Date.now()
    const lately = (asked.get(tabId) ?? []).filter((at) => Math.abs(now - at) < withinMs)
    const isTooOften = lately.length >= most
    asked.set(tabId, isTooOften ? lately : [...lately, now])
    return isTooOften
  }
}
