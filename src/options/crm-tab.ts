/** Where the user works: the data centre and environment of an open tab of Zoho CRM, to start the form with. */
import browser from "webextension-polyfill"
import type { Tabs } from "webextension-polyfill"
import { crmMatches, dataCentreByCrmHost } from "../zoho/data-centres"
import type { DataCentreLocation, Environment } from "../zoho/data-centres"

export interface CrmPlace {
  readonly location: DataCentreLocation
  readonly environment: Environment
}

/** The place of the CRM tab that was looked at last; null when none is open or the browser does not tell. */
export async function placeOfCrmTab(): Promise<CrmPlace | null> {
  try {
    return placeOf(await browser.tabs.query({ url: crmMatches() }))
  } catch {
    return null
  }
}

export function placeOf(tabs: readonly Pick<Tabs.Tab, "url" | "lastAccessed">[]): CrmPlace | null {
  const newestFirst = [...tabs].sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))
  for (const { url } of newestFirst) {
    const host =
      url !== undefined && URL.canParse(url) ? dataCentreByCrmHost(new URL(url).hostname) : undefined
    if (host) return { location: host.dataCentre.location, environment: host.environment }
  }
  return null
}
