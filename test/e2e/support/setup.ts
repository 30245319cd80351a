/** Around each file of end-to-end tests: captures failures, closes their questions and discards their browsers. */
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
  // Printed with the failure itself, since only the end of a long run's log may be kept.
  const [error] = task.result?.errors ?? []
  if (error) error.message += `\n${left}`
  // The next test would find it instead of its own and fail.
  for (const browser of openBrowsers()) await (await openQuestion(browser))?.close()
})

// The test runner requires a pattern for its fixtures, and there are none.
// oxlint-disable-next-line no-empty-pattern
afterAll(async ({}, file) => {
  if (hasFailed(file)) await closeAll()
})
