/**
 * Writes that come while one is being flushed go together into the next: a flush costs the same for one as for many,
 * and a hundred jobs that move at once would else wait for a hundred of them, one after the other.
 * @param commit writes all of them or none, in order
 * @returns writes one; it rejects when that one has not been written
 */
export function groupCommit<T>(commit: (all: readonly T[]) => Promise<void>): (one: T) => Promise<void> {
  let gathering: { readonly items: T[]; readonly results: Promise<readonly Promise<void>[]> } | null = null
  let flushing: Promise<unknown> = Promise.resolve()

  function gather(): NonNullable<typeof gathering> {
    const items: T[] = []
    const results = flushing.then(() => {
      gathering = null
      return flush(items)
    })
    flushing = results.then((each) => Promise.allSettled(each))
    return { items, results }
  }

  /** What cannot be written must not keep the others from being so: a group that fails is written one by one. */
  async function flush(items: readonly T[]): Promise<readonly Promise<void>[]> {
    const all = commit(items)
    if (items.length === 1 || (await settledWell(all))) return items.map(() => all)
    const alone: Promise<void>[] = []
    for (const item of items) {
      const one = commit([item])
      alone.push(one)
      await settledWell(one)
    }
    return alone
  }

  return async (one) => {
    const { items, results } = (gathering ??= gather())
    const at = items.push(one) - 1
    await (
      await results
    )[at]
  }
}

async function settledWell(work: Promise<unknown>): Promise<boolean> {
  const [{ status }] = await Promise.allSettled([work])
  return status === "fulfilled"
}
