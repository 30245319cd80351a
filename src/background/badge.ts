/** The toolbar badge: shows that jobs run, that one waits for the user, or that the storage has a problem. */
import browser from "webextension-polyfill"

import { t } from "../i18n/translate"
import { isFinished, type Job } from "../jobs/job"
import { coalesce } from "../lib/async"
import type { Problem } from "../messages/views"

const RUNNING = "#0f6b5c"
const WAITING = "#b25e09"

/** Minimum time (ms) between updates: with many jobs, one changes every few milliseconds. */
const UPDATE_INTERVAL_MS = 250

type BadgeJob = Pick<Job, "id" | "state" | "pause">

export class Badge {
  readonly #open = new Map<string, BadgeJob>()
  readonly #show = coalesce(() => this.#showNow(), UPDATE_INTERVAL_MS)
  #warning: string | null = null
  #shown = ""

  moved(...jobs: BadgeJob[]): void {
    for (const job of jobs)
      if (isFinished(job.state)) this.#open.delete(job.id)
      else this.#open.set(job.id, job)
    void this.#show()
  }

  /** Shows a problem instead of the job count, until called with null. */
  warn(problem: Problem | null): void {
    this.#warning = problem && `${problem.happened} ${problem.remedy}`
    void this.#show()
  }

  async #showNow(): Promise<void> {
    const jobs = [...this.#open.values()]
    const isPaused = jobs.some(({ pause }) => pause && pause.why !== "user" && !pause.until)
    const isWaiting = isPaused || this.#warning !== null
    const text = isWaiting ? "!" : jobs.length > 0 ? String(jobs.length) : ""
    const title = this.#warning ?? t("app_name")
    if (`${text} ${title}` === this.#shown) return
    this.#shown = `${text} ${title}`
    await browser.action.setBadgeText({ text })
    await browser.action.setBadgeBackgroundColor({ color: isWaiting ? WAITING : RUNNING })
    await browser.action.setTitle({ title })
  }
}
