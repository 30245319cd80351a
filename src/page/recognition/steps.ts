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
