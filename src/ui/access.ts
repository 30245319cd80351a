/** Asking for what a user of Firefox can take away at any time: the permission to reach Zoho's hosts. */
import type { Permissions } from "webextension-polyfill"

interface Api {
  readonly permissions: Pick<Permissions.Static, "request">
}

/**
 * To be called by a click and before anything is awaited: the browser asks nobody else.
 * @param origins match patterns of the hosts
 * @returns whether it is given now
 */
export async function askForAccess(origins: readonly string[]): Promise<boolean> {
  const { browser, chrome } = globalThis as unknown as { readonly browser?: Api; readonly chrome?: Api }
  return (await (browser ?? chrome)?.permissions.request({ origins: [...origins] })) ?? false
}
