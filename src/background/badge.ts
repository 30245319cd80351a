/** The toolbar icon tells that something runs, waits for the user, or is wrong with the storage. */
import browser from "webextension-polyfill"

import { t } from "../i18n/translate"
import { isFinished, type Job } from "../jobs/job"
import { coalesce } from "../lib/async"
import type { Problem } from "../messages/views"

const RUNNING = "#0f6b5c"
const WAITING = "#b25e09"

/** Milliseconds: while many are at work, one of them ends every few. */
const BETWEEN_CHANGES = 250

type Work = Pick<Job, "id" | "state" | "pause">

export interface Badge {
  moved(...works: Work[]): void
  /** Says that something is wrong, before all else, until it is null. */
  warn(problem: Problem | null): void
}

export function createBadge(): Badge {
  const open = new Map<string, Work>()
  let warning: string | null = null
  let shown: string | undefined
  const show = coalesce(showNow, BETWEEN_CHANGES)

  async function showNow(): Promise<void> {
    const isPaused = [...open.values()].some(({ pause }) => pause && pause.why !== "user" && !pause.until)
    const isWaiting = isPaused || warning !== null
    const text = isWaiting ? "!" : open.size > 0 ? String(open.size) : ""
    const title = warning ?? t("app_name")
    const now = `${text} ${title}`
    if (now === shown) return
    shown = now
    await browser.action.setBadgeText({ text })
    await browser.action.setBadgeBackgroundColor({ color: isWaiting ? WAITING : RUNNING })
    await browser.action.setTitle({ title })
  }

  return {
    moved(...works): void {
      for (const work of works)
        if (isFinished(work.state)) open.delete(work.id)
        else open.set(work.id, work)
      void show()
    },
    warn(problem): void {
      warning = problem && `${problem.happened} ${problem.remedy}`
      void show()
    },
  }
}
