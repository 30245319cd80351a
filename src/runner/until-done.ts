import { backOff } from "./clock"
import type { Clock } from "./clock"

/** Tries again, ever more patiently, until `attempt` no longer rejects. */
export async function untilDone<T>(clock: Clock, attempt: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await attempt()
    } catch {
      await new Promise<void>((resolve) => clock.after(backOff(failures), resolve))
    }
  }
}
