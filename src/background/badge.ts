/** The toolbar badge: jobs are running, a job waits for the user, or storage has a problem. */
import browser from "webextension-polyfill"

import { t } from "../i18n/translate"
import { isFinished, type Job } from "../jobs/job"
import { coalesce } from "../lib/async"
import type { Problem } from "../messages/views"

const RUNNING = "#0f6b5c"
const WAITING = "#b25e09"

/** Milliseconds: with many running jobs, one ends every few milliseconds. */
const BETWEEN_CHANGES = 250

type Work = Pick<Job, "id" | "state" | "pause">

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

  /** Shows a warning ahead of everything else until it is null. */
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
