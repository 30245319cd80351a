/** The entry of the context menu on the CRM's pages. */
import browser from "webextension-polyfill"

import { t } from "../ui/i18n"
import { crmMatches, patternsOfPage } from "../zoho/data-centres"
import { look } from "./look"

const ENTRY = "look-for-tags"

/**
 * Makes the entry, which the browser keeps: to be called when the extension was installed or updated.
 * @param off the firm has switched it off
 */
export async function createLookMenu(off: boolean): Promise<void> {
  await browser.contextMenus.removeAll()
  if (off) return
  browser.contextMenus.create({
    id: ENTRY,
    title: t("look_for_tags"),
    contexts: ["page", "frame", "selection", "link", "image", "editable"],
    documentUrlPatterns: crmMatches(),
  })
}

/** @param isOff whether the firm has switched it off since the entry was made */
export function listenToLookMenu(isOff: () => Promise<boolean>): void {
  browser.contextMenus.onClicked.addListener(({ menuItemId, pageUrl }, tab) => {
    const tabId = tab?.id
    if (menuItemId !== ENTRY || tabId === undefined) return
    const origins = patternsOfPage(pageUrl ?? "") ?? []
    // At once: the browser asks only as long as it remembers the click. Where it does not, looking finds out.
    const asked = browser.permissions.request({ origins }).catch(() => false)
    void Promise.all([isOff(), asked]).then(([off]) => off || look(tabId))
  })
}
