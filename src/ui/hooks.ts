/** Hooks of all screens: what is stored, the time, lists that grow while scrolled. */
import { useEffect, useLayoutEffect, useState } from "preact/hooks"

import { send } from "../messages/send"

/**
 * The result of `read`, read again after every change. Undefined until the first answer.
 * Throws if the storage can no longer be read, for `own-page.tsx` to catch.
 * @param watch calls back after every change until the signal aborts, as `changesOf` gives it
 * @param key names what is read: another key reads again
 */
export function useStored<T>(
  watch: (callback: () => void, signal: AbortSignal) => void,
  read: () => Promise<T>,
  key = "",
): T | undefined {
  const [value, setValue] = useState<{ readonly key: string; readonly value: T }>()
  const [unreadable, setUnreadable] = useState<DOMException>()
  useEffect(() => {
    const gone = new AbortController()
    let latest = 0
    const load = (): void => {
      const mine = ++latest
      // Answers may arrive out of order: only the newest counts.
      read().then(
        (answer) => {
          if (mine === latest && !gone.signal.aborted) setValue({ key, value: answer })
        },
        (error: unknown) => {
          if (error instanceof DOMException && !gone.signal.aborted) setUnreadable(error)
        },
      )
    }
    load()
    watch(load, gone.signal)
    return () => gone.abort()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `key` identifies `read`, which is new at each render
  }, [watch, key])
  if (unreadable) throw unreadable
  return value?.key === key ? value.value : undefined
}

/** Call interval (ms): a job on screen continues soon after its background was stopped. */
const CALL_EVERY_MS = 5_000

/**
 * Wakes the background while there is work: the browser may have stopped it, and its alarm rings only once a minute.
 */
export function useAwake(isWorking: boolean): void {
  useEffect(() => {
    if (!isWorking) return undefined
    const call = (): void => void send("account.list", {}).catch(() => undefined)
    call()
    const timer = setInterval(call, CALL_EVERY_MS)
    return () => clearInterval(timer)
  }, [isWorking])
}

/** Draws the component again every so many milliseconds, for texts that depend on the time; null: never. */
export function useRedraw(every: number | null): void {
  const [, setTurn] = useState(0)
  useEffect(() => {
    if (every === null) return undefined
    const timer = setInterval(() => setTurn((turn) => turn + 1), every)
    return () => clearInterval(timer)
  }, [every])
}

/**
 * How many of the blocks of a long list to draw now: one more each time, so that the page stays responsive. Once all were
 * drawn it is all of them, also where the list is divided differently: nothing that was there may disappear.
 */
export function useIncrementalList(total: number): number {
  const [drawn, setDrawn] = useState(1)
  useLayoutEffect(() => {
    if (drawn === Infinity) return undefined
    const timer = setTimeout(() => setDrawn(drawn < total ? drawn + 1 : Infinity))
    return () => clearTimeout(timer)
  }, [drawn, total])
  return Math.min(drawn, total)
}
