/** Long work in slices between which the page comes first: https://web.dev/articles/optimize-long-tasks */

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

/** Work in steps of a few milliseconds, so that whoever has it done can let the page go first in between. */
export type Steps<T> = Generator<undefined, T, undefined>

/** Rows or names that make a step. */
const MANY = 50

/** Ends a step every so many. */
export function* pauseAt(index: number): Steps<void> {
  if (index % MANY === MANY - 1) yield
}

/** As `filter` of an array, in steps. */
export function* filtered<T>(all: readonly T[], fits: (each: T) => boolean): Steps<T[]> {
  const found: T[] = []
  for (const [index, each] of all.entries()) {
    yield* pauseAt(index)
    if (fits(each)) found.push(each)
  }
  return found
}

/** Does it all in one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
