import type { PlasmoCSConfig } from "plasmo"

import { watchForTagPage } from "../page/watch-for-tag-page"

// Literals, and no `satisfies`: anything else makes Plasmo ship the script on every site without a word
// (https://github.com/PlasmoHQ/plasmo/issues/1301). test/unit/manifest-hosts.test.ts compares them with
// src/zoho/data-centres.ts.
export const config: PlasmoCSConfig = {
  matches: [
    "https://crm.zoho.com/crm/*",
    "https://crmsandbox.zoho.com/crm/*",
    "https://crm.zoho.eu/crm/*",
    "https://crmsandbox.zoho.eu/crm/*",
    "https://crm.zoho.in/crm/*",
    "https://crmsandbox.zoho.in/crm/*",
    "https://crm.zoho.com.au/crm/*",
    "https://crmsandbox.zoho.com.au/crm/*",
    "https://crm.zoho.jp/crm/*",
    "https://crmsandbox.zoho.jp/crm/*",
    "https://crm.zohocloud.ca/crm/*",
    "https://crmsandbox.zohocloud.ca/crm/*",
    "https://crm.zoho.sa/crm/*",
    "https://crmsandbox.zoho.sa/crm/*",
    "https://crm.zoho.uk/crm/*",
    "https://crmsandbox.zoho.uk/crm/*",
    "https://crm.zoho.com.cn/crm/*",
    "https://crmsandbox.zoho.com.cn/crm/*",
    "https://crm.zoho.ae/crm/*",
    "https://crmsandbox.zoho.ae/crm/*",
    "https://crmplus.zoho.com/*",
    "https://crmplus.zoho.eu/*",
    "https://crmplus.zoho.in/*",
    "https://crmplus.zoho.com.au/*",
    "https://crmplus.zoho.jp/*",
    "https://crmplus.zohocloud.ca/*",
    "https://crmplus.zoho.sa/*",
    "https://crmplus.zoho.uk/*",
    "https://crmplus.zoho.com.cn/*",
    "https://crmplus.zoho.ae/*",
  ],
  all_frames: true,
  // Before the app's own scripts, so that no change of the address goes unseen.
  run_at: "document_start",
}

watchForTagPage()
