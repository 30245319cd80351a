/** Around each file of end-to-end tests: what failed is pictured, leaves no question, and nobody gets its browsers. */
import { afterAll, afterEach } from "vitest"
import { pictureAll } from "./pictures"
import { openQuestion } from "./question"
import { closeAll, openBrowsers } from "./stage"

interface Task {
  readonly result?: { readonly state?: string }
  readonly tasks?: readonly Task[]
}

function hasFailed({ result, tasks = [] }: Task): boolean {
  return result?.state === "fail" || tasks.some(hasFailed)
}

afterEach(async ({ task }) => {
  if (!hasFailed(task)) return
  const left = await pictureAll(openBrowsers(), task.fullTestName)
  // Printed with the failure itself: of a long run only its end may be kept.
  const [error] = task.result?.errors ?? []
  if (error) error.message += `\n${left}`
  // The next test would find it in place of its own, and fail for that.
  for (const browser of openBrowsers()) await (await openQuestion(browser))?.close()
})

// The test runner wants a pattern for its fixtures, of which there are none.
// oxlint-disable-next-line no-empty-pattern
afterAll(async ({}, file) => {
  if (hasFailed(file)) await closeAll()
})
