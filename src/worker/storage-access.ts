/** Closes the extension's storage to content scripts where the browser can. */
import browser from "webextension-polyfill"

interface Lockable {
  setAccessLevel?(options: { accessLevel: "TRUSTED_CONTEXTS" }): Promise<void>
}

/**
 * Nothing secret is in `storage.local`; this is the second lock. Firefox has no such call
 * (https://github.com/mdn/browser-compat-data/issues/26694), Chrome has it for `local` from 140 on.
 */
export async function lockStorage(): Promise<void> {
  for (const area of [browser.storage.local, browser.storage.session, browser.storage.managed] as Lockable[])
    await area.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" }).catch(() => undefined)
}
