/** Asking Zoho of single tags how many records carry them and what uses them: one call, and one credit, each. */
import { send } from "../messaging/send"
import type { Problem } from "../messaging/views"
import type { Usage } from "../store/tag-usage"
import { sideBySide } from "../zoho/api/side-by-side"
import { settled } from "./silent"

/** How often (ms) what has come is shown: each showing goes over all tags. */
const SHOW_EVERY_MS = 300

export interface ToCount {
  readonly tagId: string
  /** API name. */
  readonly module: string
}

/**
 * Asks about each of the tags, at most five at a time, until `stopped` aborts; what is on its way then is still waited
 * for: it is paid for.
 * @param onShow told now and then what has come since, and how many have been asked about
 * @returns the first problem, which the others would have, too
 */
export async function countUsage(
  accountId: string,
  tags: readonly ToCount[],
  stopped: AbortSignal,
  onShow: (come: readonly Usage[], done: number) => void,
): Promise<Problem | null> {
  const answers: Usage[] = []
  let done = 0
  let problem: Problem | null = null
  const failed = new AbortController()
  const show = (): void => onShow(answers.splice(0), done)
  show()
  const timer = setInterval(show, SHOW_EVERY_MS)
  const one = async ({ tagId, module }: ToCount): Promise<void> => {
    const outcome = await settled(send("tags.usage", { accountId, module, tagId }))
    done += 1
    if (outcome.ok) {
      const { records, usedIn } = outcome.value
      answers.push({ accountId, tagId, records, usedIn: usedIn && [...usedIn], at: Date.now() })
    } else if (outcome.problem.kind !== "tag-not-found") {
      ;({ problem } = outcome)
      failed.abort()
    }
  }
  await sideBySide(tags, one, AbortSignal.any([stopped, failed.signal]))
  clearInterval(timer)
  show()
  return problem
}
