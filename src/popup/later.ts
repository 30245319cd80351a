/**
 * What the popup needs once something is opened, and not for its list: loaded when the list stands (`use-later.ts`).
 * It is among the pages' modules and not the popup's (`.ci/popup-apart.cjs`), so what it draws is drawn by their Preact:
 * in an `Island`.
 */
import { AllowAccessOf } from "./allow-access-of"
import { JobDetails } from "./job-details"
import { drawing } from "./later-drawing"
import { RestoreWish } from "./restore-wish"
import { TaskDetails } from "./task-details"

export { wholeWork } from "../store/whole-work"
export { reasonText } from "../ui/reason"
export { downloadReport } from "../ui/report"
export { downloadStored } from "../ui/stored-report"
export { downloadTaskReport } from "../ui/task-report"
export { laterStyles } from "./later-styles"

/** To the hosts of the org. */
export const drawAllowAccess = drawing(AllowAccessOf)
export const drawJobDetails = drawing(JobDetails)
export const drawTaskDetails = drawing(TaskDetails)
export const drawRestoreWish = drawing(RestoreWish)
