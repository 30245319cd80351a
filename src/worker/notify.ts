/** The browser's notification when a job, a restore or a merge has ended, for those who have switched it on. */
import browser from "webextension-polyfill"

import { isFinished } from "../deletion/job"
import type { Job } from "../deletion/job"
import type { Task } from "../task/task"
import { t, tn } from "../ui/i18n"
import { taskNumbers, taskTitle } from "../ui/task-line"

/** Work that this worker has told of; another worker replaces the notification, which has the work's id. */
const told = new Set<string>()

/** What ended, as a notification says it. */
interface Ended {
  readonly id: string
  readonly title: string
  readonly message: string
  /** Where. */
  readonly org: string
}

/** Tells how a finished job ended: once, and only where the user has allowed it. */
export async function notifyOfEnd(job: Job, wanted: boolean): Promise<void> {
  if (!wanted || !isFinished(job.state)) return
  const title = tn("job_title", job.tagCount, job.module.pluralLabel)
  await notify({ id: job.id, title, message: resultOf(job), org: job.org.name })
}

/** As `notifyOfEnd`, of a restore or a merge. */
export async function notifyOfTaskEnd(task: Task, wanted: boolean): Promise<void> {
  if (!wanted || !isFinished(task.state)) return
  await notify({ id: task.id, title: taskTitle(task), message: taskNumbers(task), org: task.org.name })
}

async function notify({ id, title, message, org }: Ended): Promise<void> {
  if (told.has(id)) return
  told.add(id)
  if (!(await browser.permissions.contains({ permissions: ["notifications"] }))) return
  const { icons = {} } = browser.runtime.getManifest()
  const iconUrl = browser.runtime.getURL(icons["128"] ?? "")
  await browser.notifications.create(id, { type: "basic", iconUrl, title, message, contextMessage: org })
}

/** In the words of the bar. A tag that nobody could see is not called deleted. */
function resultOf({ counts, tagCount }: Job): string {
  const gone = counts.deleted
  const kept = tagCount - gone - counts["already-gone"]
  return kept === 0 ? t("result_deleted", gone) : t("result_kept", gone, kept)
}

/** A click on the notification shows the jobs. The permission may come while the worker runs. */
export function listenToNotifications(): void {
  const listen = (): void => {
    // Without the permission the browser does not even have the interface.
    const { notifications } = browser as Partial<typeof browser>
    notifications?.onClicked.addListener((id) => {
      void browser.notifications.clear(id)
      void browser.tabs.create({ url: browser.runtime.getURL("popup.html") })
    })
  }
  listen()
  browser.permissions.onAdded.addListener(({ permissions }) => {
    if (permissions?.includes("notifications")) listen()
  })
}
