import type { PlasmoCSConfig } from "plasmo"
export const config: PlasmoCSConfig = { matches: ["https://crm.zoho.com/crm/*"], all_frames: true, run_at: "document_idle" }
console.log(location.pathname)
