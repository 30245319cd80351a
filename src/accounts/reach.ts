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

/** Without the permission a call fails as if there were no network; a person has to be told which of them it is. */
export async function explained<T>(result: ZohoResult<T>, place: Place): Promise<ZohoResult<T>> {
  if (result.ok || result.fault.kind !== "unreachable" || (await isPermitted(place))) return result
  return { ...result, fault: fault("access-removed", { details: { origins: orgPatterns(place) } }) }
}
