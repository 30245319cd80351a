/** Around each file of end-to-end tests: what failed is pictured, and nobody gets its browsers. */
import { afterAll, afterEach } from "vitest"
import { pictureAll } from "./pictures"
import { closeAll, openBrowsers } from "./stage"

interface Task {
  readonly result?: { readonly state?: string }
  readonly tasks?: readonly Task[]
}

function hasFailed({ result, tasks = [] }: Task): boolean {
  return result?.state === "fail" || tasks.some(hasFailed)
}

afterEach(async ({ task }) => {
  if (hasFailed(task)) await pictureAll(openBrowsers(), task.fullTestName)
})

// The test runner wants a pattern for its fixtures, of which there are none.
// oxlint-disable-next-line no-empty-pattern
afterAll(async ({}, file) => {
  if (hasFailed(file)) await closeAll()
})
