import { CONCURRENCY_OF_ANY_EDITION } from "../limits"

/**
 * Works through the items in order, never at more at a time than Zoho answers in every edition, until `signal`
 * aborts.
 * @param work one call to Zoho each; must not throw
 */
export async function sideBySide<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const left = [...items]
  const lane = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined && !signal?.aborted; item = left.shift())
      await work(item)
  }
  await Promise.all(Array.from({ length: CONCURRENCY_OF_ANY_EDITION }, lane))
}
