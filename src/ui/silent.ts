import type { Outcome, Problem } from "../messaging/views"
import { t } from "./i18n"

/** What is shown when the background gave no answer at all. */
export function silent(): Problem {
  return {
    kind: "no-answer",
    happened: t("background_silent"),
    unchanged: t("background_silent_unchanged"),
    remedy: t("background_silent_remedy"),
    action: "retry",
  }
}

/** The outcome, where an answer that never came is one, too. */
export function settled<T>(work: Promise<Outcome<T>>): Promise<Outcome<T>> {
  return work.catch(() => ({ ok: false, problem: silent() }))
}
