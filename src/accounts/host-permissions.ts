/** Whether the browser lets us reach an org's hosts, which the user grants and can take away at any time. */
import browser from "webextension-polyfill"

import {
  dataCenterByLocation,
  orgPatterns,
  patternsOf,
  serverPatterns,
  type OrgPlace,
} from "../zoho/data-centers"
import { failure, type ZohoResult } from "../zoho/errors/fault"

/** Whether work for an org can reach its servers. */
export function isPermitted(place: OrgPlace): Promise<boolean> {
  return contains(serverPatterns(place))
}

/** The same, and whether our scripts may be on the org's own pages. */
export function isAllPermitted(place: OrgPlace): Promise<boolean> {
  return contains(orgPatterns(place))
}

async function contains(origins: string[]): Promise<boolean> {
  return origins.length > 0 && browser.permissions.contains({ origins })
}

/** Without the permission a call fails as if there were no network. @param place where the call went */
export async function explained<T>(result: ZohoResult<T>, place: OrgPlace): Promise<ZohoResult<T>> {
  if (result.ok || result.fault.kind !== "unreachable" || (await isPermitted(place))) return result
  return { ...result, ...failure("access-removed", { details: { origins: orgPatterns(place) } }) }
}

/** Gives back the hosts of a data center in which no org is connected any more. */
export async function giveBack(location: string, connected: readonly OrgPlace[]): Promise<void> {
  const of = dataCenterByLocation(location)
  if (!of || connected.some((place) => place.location === location)) return
  const patterns = patternsOf(of)
  const granted = await Promise.all(patterns.map((pattern) => contains([pattern])))
  const origins = patterns.filter((_, at) => granted[at])
  // An administrator's policy may insist on them.
  if (origins.length > 0) await browser.permissions.remove({ origins }).catch(() => false)
}
