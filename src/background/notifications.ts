/** The notification that a job has ended, and its click handlers. */
import browser, { type Notifications } from "webextension-polyfill"

import { jobResult, jobTitle } from "../i18n/job-text"
import { t } from "../i18n/translate"
import { isRestorable } from "../jobs/items"
import { isFinished, type Job } from "../jobs/job"

/** Jobs this worker has notified of. Another worker would replace the notification: its id is the job's. */
const notified = new Set<string>()

/** Notifies once of how a finished job ended, if the user switched this on and the browser permits it. */
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
    // Firefox has the button's event, but rejects notifications with buttons:
    // https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/API/notifications/NotificationOptions
    await browser.notifications.create(id, plain)
  }
}

/**
 * Clicking the notification opens the job list, which offers Undo; its button opens the restore question directly.
 * @param undo opens the question whether to restore what a job deleted; false if it could not
 */
export function listenToNotifications(undo: (jobId: string) => Promise<boolean>): void {
  const showJobs = (): void => void browser.tabs.create({ url: browser.runtime.getURL("popup.html") })
  const listen = (): void => {
    // Without the permission, the API is undefined.
    const { notifications } = browser as Partial<typeof browser>
    notifications?.onClicked.addListener((id) => {
      void browser.notifications.clear(id)
      showJobs()
    })
    notifications?.onButtonClicked.addListener((id) => {
      void browser.notifications.clear(id)
      void undo(id).then((isOpen) => isOpen || showJobs())
    })
  }
  listen()
  browser.permissions.onAdded.addListener(({ permissions }) => {
    if (permissions?.includes("notifications")) listen()
  })
}
