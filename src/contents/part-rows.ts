import type { PlasmoCSConfig } from "plasmo"

import { offerPart } from "../page/frame"
import { createMeasure } from "../page/measure"
import { watchRows } from "../page/watch-rows"

// Plasmo bundles what has a place in the manifest; `.ci/settle.ts` takes this out of it again, for the background puts
// it in when it is needed. A development build leaves it there, at one address.
export const config: PlasmoCSConfig = {
  matches: ["https://crm.zoho.com/crm/*settings/manage-tags*"],
  all_frames: true,
  run_at: "document_idle",
}

offerPart("rows", { watchRows, createMeasure })
