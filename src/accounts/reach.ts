/** Whether the browser lets us reach an org's hosts: users of Firefox can take that away at any time. */
import browser from "webextension-polyfill"

import { orgPatterns } from "../zoho/data-centres"
import type { Environment } from "../zoho/data-centres"
import { fault } from "../zoho/errors/fault"
import type { ZohoResult } from "../zoho/errors/fault"

export interface Place {
  readonly location: string
  readonly environment: Environment
}

export async function isPermitted(place: Place): Promise<boolean> {
  const origins = orgPatterns(place)
  return origins.length > 0 && browser.permissions.contains({ origins })
}

/** Places that were permitted when last asked about; null where nobody would hear of it being taken away. */
let permitted: Set<string> | null = null

/** Must be called at the top level of the worker. */
export function watchPermissions(): void {
  const known = (permitted = new Set())
  browser.permissions.onRemoved.addListener(() => known.clear())
}

/** As `isPermitted`, without asking the browser before each of many calls: what it takes away it tells. */
export async function isStillPermitted(place: Place): Promise<boolean> {
  const key = orgPatterns(place).join(" ")
  if (permitted?.has(key)) return true
  const answer = await isPermitted(place)
  if (answer) permitted?.add(key)
  return answer
}

/** Without the permission a call fails as if there were no network; a person has to be told which of them it is. */
export async function explained<T>(result: ZohoResult<T>, place: Place): Promise<ZohoResult<T>> {
  if (result.ok || result.fault.kind !== "unreachable" || (await isPermitted(place))) return result
  return { ...result, fault: fault("access-removed", { details: { origins: orgPatterns(place) } }) }
}
