/** Around each file of end-to-end tests. */
import { afterAll } from "vitest"
import { closeAll } from "./stage"

interface Task {
  readonly result?: { readonly state?: string }
  readonly tasks?: readonly Task[]
}

function hasFailed({ result, tasks = [] }: Task): boolean {
  return result?.state === "fail" || tasks.some(hasFailed)
}

// The test runner wants a pattern for its fixtures, of which there are none.
// eslint-disable-next-line no-empty-pattern
afterAll(async ({}, file) => {
  if (hasFailed(file)) await closeAll()
})
