import type { PlasmoCSConfig } from "plasmo"

import { startTagPage } from "../page/start"

// Literals: see watch.ts. Loaded here by its address, or put in by the background when `watch` gets there.
export const config: PlasmoCSConfig = {
  matches: [
    "https://crm.zoho.com/crm/*settings/manage-tags*",
    "https://crmsandbox.zoho.com/crm/*settings/manage-tags*",
    "https://crm.zoho.eu/crm/*settings/manage-tags*",
    "https://crmsandbox.zoho.eu/crm/*settings/manage-tags*",
    "https://crm.zoho.in/crm/*settings/manage-tags*",
    "https://crmsandbox.zoho.in/crm/*settings/manage-tags*",
    "https://crm.zoho.com.au/crm/*settings/manage-tags*",
    "https://crmsandbox.zoho.com.au/crm/*settings/manage-tags*",
    "https://crm.zoho.jp/crm/*settings/manage-tags*",
    "https://crmsandbox.zoho.jp/crm/*settings/manage-tags*",
    "https://crm.zohocloud.ca/crm/*settings/manage-tags*",
    "https://crmsandbox.zohocloud.ca/crm/*settings/manage-tags*",
    "https://crm.zoho.sa/crm/*settings/manage-tags*",
    "https://crmsandbox.zoho.sa/crm/*settings/manage-tags*",
    "https://crm.zoho.uk/crm/*settings/manage-tags*",
    "https://crmsandbox.zoho.uk/crm/*settings/manage-tags*",
    "https://crm.zoho.com.cn/crm/*settings/manage-tags*",
    "https://crmsandbox.zoho.com.cn/crm/*settings/manage-tags*",
    "https://crm.zoho.ae/crm/*settings/manage-tags*",
    "https://crmsandbox.zoho.ae/crm/*settings/manage-tags*",
    "https://crmplus.zoho.com/*crm/*settings/manage-tags*",
    "https://crmplus.zoho.eu/*crm/*settings/manage-tags*",
    "https://crmplus.zoho.in/*crm/*settings/manage-tags*",
    "https://crmplus.zoho.com.au/*crm/*settings/manage-tags*",
    "https://crmplus.zoho.jp/*crm/*settings/manage-tags*",
    "https://crmplus.zohocloud.ca/*crm/*settings/manage-tags*",
    "https://crmplus.zoho.sa/*crm/*settings/manage-tags*",
    "https://crmplus.zoho.uk/*crm/*settings/manage-tags*",
    "https://crmplus.zoho.com.cn/*crm/*settings/manage-tags*",
    "https://crmplus.zoho.ae/*crm/*settings/manage-tags*",
  ],
  all_frames: true,
  run_at: "document_idle",
}

startTagPage()
