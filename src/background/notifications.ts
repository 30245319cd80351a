/** The notification of how a job ended, and what a click on it does. */
import browser, { type Notifications } from "webextension-polyfill"

import { jobResult, jobTitle } from "../i18n/job-text"
import { t } from "../i18n/translate"
import { isRestorable } from "../jobs/items"
import { isFinished, type Job } from "../jobs/job"

/** Jobs that this worker has notified of; another worker replaces the notification, which has the job's id. */
const notified = new Set<string>()

/** Notifies of how a finished job ended: once, and only where the user has switched it on and the browser allows it. */
export async function notifyOfEnd(job: Job, wanted: boolean): Promise<void> {
  const { id, org } = job
  if (!wanted || !isFinished(job.state) || notified.has(id)) return
  notified.add(id)
  if (!(await browser.permissions.contains({ permissions: ["notifications"] }))) return
  const { icons = {} } = browser.runtime.getManifest()
  const plain: Notifications.CreateNotificationOptions = {
    type: "basic",
    iconUrl: browser.runtime.getURL(icons["128"] ?? ""),
    title: jobTitle(job),
    message: jobResult(job.kind, job.state, job.tags, job.records),
    contextMessage: org.name,
  }
  const withUndo = isRestorable(job) ? { ...plain, buttons: [{ title: t("undo") }] } : plain
  try {
    await browser.notifications.create(id, withUndo)
  } catch {
    // Firefox has the event of a button, but refuses to create one:
    // https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/notifications/NotificationOptions
    await browser.notifications.create(id, plain)
  }
}

/**
 * A click on the notification shows the jobs, where a deletion can be restored; one on its button asks at once.
 * @param undo asks whether what the job deleted is to be restored; false: there is no question
 */
export function listenToNotifications(undo: (jobId: string) => Promise<boolean>): void {
  const showJobs = (): void => void browser.tabs.create({ url: browser.runtime.getURL("popup.html") })
  const listen = (): void => {
    // Without the permission the browser does not even have the interface.
    const { notifications } = browser as Partial<typeof browser>
    notifications?.onClicked.addListener((id) => {
      void browser.notifications.clear(id)
      showJobs()
    })
    notifications?.onButtonClicked.addListener((id) => {
      void browser.notifications.clear(id)
      void undo(id).then((isAsked) => isAsked || showJobs())
    })
  }
  listen()
  browser.permissions.onAdded.addListener(({ permissions }) => {
    if (permissions?.includes("notifications")) listen()
  })
}
