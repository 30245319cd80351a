/**
 * Where the user works: the data center, environment and org of an open tab of Zoho CRM, to begin with. The browser
 * tells it of hosts that were granted, and of the tab over which a person has clicked our icon.
 */
import type { Tabs } from "webextension-polyfill"

import { platformTabs } from "../messages/send"
import { parseAddress } from "../zoho/crm-address"
import {
  crmMatches,
  dataCentreByCrmHost,
  type DataCentreLocation,
  type Environment,
} from "../zoho/data-centres"

export interface CrmPlace {
  readonly location: DataCentreLocation
  readonly environment: Environment
  /** Digits; null where the tab's address holds none. */
  readonly orgId: string | null
}

/** The place of the CRM tab that was looked at last; null when none is open or the browser does not tell. */
export async function placeOfCrmTab(): Promise<CrmPlace | null> {
  try {
    return placeOf((await platformTabs()?.query({ url: crmMatches() })) ?? [])
  } catch {
    return null
  }
}

export function placeOf(tabs: readonly Pick<Tabs.Tab, "url" | "lastAccessed">[]): CrmPlace | null {
  const newestFirst = [...tabs].sort((a, b) => (b.lastAccessed ?? 0) - (a.lastAccessed ?? 0))
  for (const { url } of newestFirst) {
    const host =
      url !== undefined && URL.canParse(url) ? dataCentreByCrmHost(new URL(url).hostname) : undefined
    if (url === undefined || !host) continue
    const { orgId } = parseAddress(url)
    return { location: host.dataCentre.location, environment: host.environment, orgId }
  }
  return null
}
