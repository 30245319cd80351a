/** Problems between us and the browser: the background did not answer, or something was not saved. */
import { t } from "../i18n/translate"
import type { Outcome, Problem } from "../messages/views"

/** A problem that no button of ours solves. */
export function plainProblem(happened: string, remedy: string, unchanged = t("unchanged_nothing")): Problem {
  return { ...{ kind: "plain", happened, unchanged, remedy }, action: "none" }
}

/** The browser did not save something. */
export function unsaved(): Problem {
  return plainProblem(t("disk_full"), t("storage_full_remedy"))
}

/** Shown if the background gave no answer at all. */
export function noResponse(): Problem {
  return {
    kind: "no-answer",
    happened: t("background_silent"),
    unchanged: t("unchanged_nothing"),
    remedy: t("background_silent_remedy"),
    action: "retry",
  }
}

/** The same for a confirmation: the background may have stopped before or right after storing it. */
export function noResponseToConfirm(): Problem {
  return { ...noResponse(), unchanged: t("confirm_silent_unchanged"), remedy: t("confirm_silent_remedy") }
}

/** The outcome, with a missing answer as a problem. */
export function orNoResponse<T>(
  work: Promise<Outcome<T>>,
  unanswered: (error: unknown) => Problem = noResponse,
): Promise<Outcome<T>> {
  return work.catch((error: unknown) => ({ ok: false, problem: unanswered(error) }))
}
