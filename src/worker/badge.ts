/** The toolbar icon tells that something runs, or waits for the user. */
import browser from "webextension-polyfill"

import type { Standing } from "../deletion/record"
import { isFinished } from "../deletion/job"

const RUNNING = "#0f6b5c"
const WAITING = "#b25e09"

/** @param jobs the jobs and tasks that are not finished */
export async function showBadge(jobs: readonly Pick<Standing, "state" | "pause">[]): Promise<void> {
  const open = jobs.filter((job) => !isFinished(job.state))
  const waiting = open.filter(
    (job) => job.pause !== null && job.pause.why !== "user" && job.pause.until === null,
  )
  const text = waiting.length > 0 ? "!" : open.length > 0 ? String(open.length) : ""
  await browser.action.setBadgeText({ text })
  await browser.action.setBadgeBackgroundColor({ color: waiting.length > 0 ? WAITING : RUNNING })
}
