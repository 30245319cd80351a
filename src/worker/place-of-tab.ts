import browser from "webextension-polyfill"

import type { Store } from "../store/store"
import { parseAddress } from "../zoho/crm-address"
import { dataCentreByCrmHost } from "../zoho/data-centres"
import type { Catalog } from "./catalog"
import { accountOfPage } from "./page-org"

export interface Place {
  readonly account?: string
  /** API name. */
  readonly module?: string
}

/**
 * The org and module that a tab's page of the CRM is about, as far as its address tells; nothing of any other page.
 * The browser tells us the addresses of hosts that we may reach, and of no others.
 */
export async function placeOfTab(
  { store, catalog }: { readonly store: Store; readonly catalog: Catalog },
  tabId: number,
): Promise<Place> {
  const { url: href } = await browser.tabs.get(tabId).catch(() => ({ url: undefined }))
  if (href === undefined || !URL.canParse(href)) return {}
  const url = new URL(href)
  const host = dataCentreByCrmHost(url.hostname)
  const account = host && accountOfPage(await store.accounts.list(), { url, host })
  if (!account) return {}
  const { module: name } = parseAddress(href)
  const found = name === null ? undefined : await catalog.findModule(account, name)
  const module = found?.ok ? found.value?.apiName : undefined
  return { account: account.id, ...(module !== undefined && { module }) }
}
