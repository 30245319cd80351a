/** Milliseconds of work at a time: a frame is 16, and drawing needs its share. */
const SLICE_MS = 5

/** Lets the browser draw and answer keys. */
const pause = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve))

/**
 * Carries out work that offers pauses, never for more than a few milliseconds in a row.
 * @returns undefined once `signal` has aborted
 */
export async function inSlices<T>(
  work: Generator<undefined, T>,
  signal: AbortSignal,
): Promise<T | undefined> {
  for (;;) {
    const until = performance.now() + SLICE_MS
    do {
      const step = work.next()
      if (step.done) return step.value
    } while (performance.now() < until)
    await pause()
    if (signal.aborted) return undefined
  }
}
