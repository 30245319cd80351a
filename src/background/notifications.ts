/** What the browser shows of our work outside our pages: notifications of its end, and the toolbar icon. */
import browser, { type Notifications } from "webextension-polyfill"

import { jobResult, jobTitle } from "../i18n/job-text"
import { t } from "../i18n/translate"
import { isRestorable } from "../jobs/items"
import { isFinished, type Job } from "../jobs/job"
import { coalesce } from "../lib/async"
import type { Problem } from "../messages/views"

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

// The toolbar icon.

const RUNNING = "#0f6b5c"
const WAITING = "#b25e09"

/** Milliseconds: while many are at work, one of them ends every few. */
const BETWEEN_CHANGES = 250

type Work = Pick<Job, "id" | "state" | "pause">

/** The icon's badge tells that something runs, waits for the user, or is wrong with the storage. */
export class Badge {
  readonly #open = new Map<string, Work>()
  readonly #show = coalesce(() => this.#showNow(), BETWEEN_CHANGES)
  #warning: string | null = null
  #shown = ""

  moved(...works: Work[]): void {
    for (const work of works)
      if (isFinished(work.state)) this.#open.delete(work.id)
      else this.#open.set(work.id, work)
    void this.#show()
  }

  /** Says that something is wrong, before all else, until it is null. */
  warn(problem: Problem | null): void {
    this.#warning = problem && `${problem.happened} ${problem.remedy}`
    void this.#show()
  }

  async #showNow(): Promise<void> {
    const works = [...this.#open.values()]
    const isPaused = works.some(({ pause }) => pause && pause.why !== "user" && !pause.until)
    const isWaiting = isPaused || this.#warning !== null
    const text = isWaiting ? "!" : works.length > 0 ? String(works.length) : ""
    const title = this.#warning ?? t("app_name")
    if (`${text} ${title}` === this.#shown) return
    this.#shown = `${text} ${title}`
    await browser.action.setBadgeText({ text })
    await browser.action.setBadgeBackgroundColor({ color: isWaiting ? WAITING : RUNNING })
    await browser.action.setTitle({ title })
  }
}
