/**
 * Work that never runs twice at once: asked for while it runs, it runs once more afterwards, however often it was asked.
 * @param pause milliseconds between two runs
 */
export function coalesce(work: () => Promise<void>, pause = 0): () => Promise<void> {
  let running: Promise<void> | null = null
  let asked = 0

  async function run(): Promise<void> {
    try {
      for (;;) {
        const seen = asked
        await work()
        if (asked === seen) return
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
      }
    } finally {
      running = null
    }
  }

  return () => {
    asked++
    return (running ??= run())
  }
}

/** Callers who ask for the same at once share one run of it. */
export function shareByKey<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>()
  return (key, work) => {
    const current = running.get(key) ?? work().finally(() => running.delete(key))
    running.set(key, current)
    return current
  }
}

/** Runs what it is given one after the other, also where one fails. */
export function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }
}

/** @param most at a time, until `signal` aborts. @param work must not throw */
export async function mapConcurrent<T>(
  most: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const left = [...items]
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined && !signal?.aborted; item = left.shift())
      await work(item)
  }
  await Promise.all(Array.from({ length: most }, worker))
}
