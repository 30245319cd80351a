/** Whether we have host permissions for an org's servers. The user can grant and revoke them at any time. */
import browser from "webextension-polyfill"

import {
  dataCenterByLocation,
  orgPatterns,
  patternsOf,
  serverPatterns,
  type OrgPlace,
} from "../zoho/data-centers"
import { failure, type ZohoResult } from "../zoho/errors/fault"

/** Whether we may contact an org's servers. */
export function isPermitted(place: OrgPlace): Promise<boolean> {
  return contains(serverPatterns(place))
}

/** Whether we may contact an org's servers and run scripts on its CRM pages. */
export function isAllPermitted(place: OrgPlace): Promise<boolean> {
  return contains(orgPatterns(place))
}

async function contains(origins: string[]): Promise<boolean> {
  return origins.length > 0 && browser.permissions.contains({ origins })
}

/**
 * Turns "unreachable" into "access-removed" if the host permission is missing: a call then fails as if offline.
 * @param place where the call went
 */
export async function explainUnreachable<T>(result: ZohoResult<T>, place: OrgPlace): Promise<ZohoResult<T>> {
  if (result.ok || result.fault.kind !== "unreachable" || (await isPermitted(place))) return result
  return { ...result, ...failure("access-removed", { details: { origins: orgPatterns(place) } }) }
}

/** Removes the host permissions of a data center that has no connected org left. */
export async function giveBack(location: string, connected: readonly OrgPlace[]): Promise<void> {
  const dataCenter = dataCenterByLocation(location)
  if (!dataCenter || connected.some((place) => place.location === location)) return
  const patterns = patternsOf(dataCenter)
  const granted = await Promise.all(patterns.map((pattern) => contains([pattern])))
  const origins = patterns.filter((_, at) => granted[at])
  // Fails if a browser policy requires them.
  if (origins.length > 0) await browser.permissions.remove({ origins }).catch(() => false)
}
