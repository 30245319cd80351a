/** What a worker of the test runner has as long as it lives: a way to say what is to be done at its end. */
import type { Environment } from "vitest/runtime"

type End = () => Promise<void>

const KEY = Symbol.for("tagsweep at the worker's end")
const ends = globalThis as unknown as Record<typeof KEY, End[]>

/** Does this when the worker ends; the test runner kills its processes otherwise, and leaves theirs. */
export function atWorkersEnd(end: End): void {
  ends[KEY].push(end)
}

export default {
  name: "browsers",
  viteEnvironment: "ssr",
  setup() {
    ends[KEY] = []
    return {
      async teardown() {
        await Promise.all(ends[KEY].map((end) => end()))
      },
    }
  },
} satisfies Environment
