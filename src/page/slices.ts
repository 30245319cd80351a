/** Long work in slices between which the page comes first: https://web.dev/articles/optimize-long-tasks */
import type { Steps } from "./recognition/steps"

/** Length of a slice (ms), about: a step is begun before it is over, and may take some more on a slow machine. */
const SLICE_MS = 5

export interface Pauses {
  /** A slice is done, and the page comes next. */
  readonly onPause?: () => void
  /** Whether the next slice is still to be done. */
  readonly goesOn?: () => boolean
}

/**
 * Does all steps, in one go where that is short.
 * @returns undefined when it does not go on to the end
 */
export async function inSlices<T>(steps: Steps<T>, { onPause, goesOn }: Pauses = {}): Promise<T | undefined> {
  let end = performance.now() + SLICE_MS
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() < end) continue
    onPause?.()
    await letPageGoFirst()
    if (goesOn?.() === false) return undefined
    end = performance.now() + SLICE_MS
  }
}

/** Lets input, frames and the page's own tasks go first. Unlike a timer's, its time is not stretched by nesting. */
export function letPageGoFirst(): Promise<void> {
  // Missing in Firefox before 142 and Chrome before 129: https://developer.mozilla.org/docs/Web/API/Scheduler/yield
  const { scheduler } = globalThis as { readonly scheduler?: Partial<Scheduler> }
  if (scheduler?.yield) return scheduler.yield()
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}
