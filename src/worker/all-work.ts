/** All runners as one, for those who care for work of every kind alike. */
import type { RunnerOf } from "../runner/runner"

/** What does not depend on the kind of work. */
export type AnyRunner = Pick<RunnerOf<never, never>, "ready" | "resumeWaiting" | "wake">

export function allWork(...runners: readonly AnyRunner[]): AnyRunner {
  return {
    ready: Promise.all(runners.map(({ ready }) => ready)).then(() => undefined),
    async resumeWaiting(accountId): Promise<void> {
      await Promise.all(runners.map((runner) => runner.resumeWaiting(accountId)))
    },
    wake(): void {
      for (const runner of runners) runner.wake()
    },
  }
}
