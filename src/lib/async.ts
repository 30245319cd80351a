/** Helpers for async work: without overlap, shared, in sequence, or with bounded concurrency. */

/**
 * Runs `work` without overlap: calls during a run cause exactly one more run after it.
 * @param pause milliseconds between two runs
 */
export function coalesce(work: () => Promise<void>, pause = 0): () => Promise<void> {
  let running: Promise<void> | null = null
  let requests = 0

  async function run(): Promise<void> {
    try {
      for (;;) {
        const handled = requests
        await work()
        if (requests === handled) return
        if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
      }
    } finally {
      running = null
    }
  }

  return () => {
    requests++
    return (running ??= run())
  }
}

/** Concurrent calls with the same key share one run of `work`. */
export function shareByKey<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>()
  return (key, work) => {
    const current = running.get(key) ?? work().finally(() => running.delete(key))
    running.set(key, current)
    return current
  }
}

/** Runs tasks one after the other, in the order of the calls. A failed task does not stop the next. */
export function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }
}

/**
 * Runs `work` on every item, at most `limit` at a time, until `signal` aborts.
 * @param work must not throw
 */
export async function mapConcurrent<T>(
  limit: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const left = [...items]
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined && !signal?.aborted; item = left.shift())
      await work(item)
  }
  await Promise.all(Array.from({ length: limit }, worker))
}
