/** The environment of a test runner's worker, which can register what to do at its end. */
import type { Environment } from "vitest/runtime"

type End = () => Promise<void>

const KEY = Symbol.for("tagsweep at the worker's end")
const ends = globalThis as unknown as Record<typeof KEY, End[]>

/** Runs this when the worker ends. The test runner would kill its process but leave the browsers. */
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
