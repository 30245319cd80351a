import { useEffect, useLayoutEffect, useState } from "preact/hooks"

import { send } from "../messages/send"

/** Calls back after every change until the signal aborts: see `changesOf`. */
export type Watch = (callback: () => void, signal: AbortSignal) => void

/**
 * What `read` gives, read again after every change of the store.
 * Undefined until the first answer. `key` names what is read: another key reads again.
 * Throws what cannot be read any more, for `own-page.tsx` to catch.
 */
export function useStored<T>(watch: Watch, read: () => Promise<T>, key = ""): T | undefined {
  const [value, setValue] = useState<{ readonly key: string; readonly value: T }>()
  const [unreadable, setUnreadable] = useState<DOMException>()
  useEffect(() => {
    const gone = new AbortController()
    let latest = 0
    const load = (): void => {
      const mine = ++latest
      // Answers may overtake each other: only the newest counts.
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
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for `read`, which is new at each render
  }, [watch, key])
  if (unreadable) throw unreadable
  return value?.key === key ? value.value : undefined
}

/** How often (ms): a job that is looked at goes on soon after its background was ended. */
const CALL_EVERY_MS = 5_000

/** While there is work, calls the background, which the browser may have ended; its alarm rings only once a minute. */
export function useAwake(isWorking: boolean): void {
  useEffect(() => {
    if (!isWorking) return undefined
    const call = (): void => void send("account.list", {}).catch(() => undefined)
    call()
    const timer = setInterval(call, CALL_EVERY_MS)
    return () => clearInterval(timer)
  }, [isWorking])
}

const OFTEN = 250

/** Whole seconds until `time` (ms since the epoch), counted down while it is shown; 0 once it has come. */
export function useCountdown(time: number | null): number {
  const [now, setNow] = useState(Date.now)
  const left = time === null ? 0 : Math.max(0, Math.ceil((time - now) / 1_000))
  const runs = left > 0
  useEffect(() => {
    if (!runs) return
    const timer = setInterval(() => setNow(Date.now()), OFTEN)
    return () => clearInterval(timer)
  }, [runs])
  return left
}

/** The time (ms since the epoch), ticking while it is shown. */
export function useTickingClock(ticks: boolean): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!ticks) return
    const tick = (): void => setNow(Date.now())
    // It may have been drawn long before.
    tick()
    const timer = setInterval(tick, OFTEN)
    return () => clearInterval(timer)
  }, [ticks])
  return now
}

/** Items that are drawn in one go, in about five milliseconds. */
export const BATCH = 100

/** How many of `total` items to draw now: a long list is drawn a batch at a time, so that the page answers meanwhile. */
export function useIncrementalList(total: number): number {
  const [drawn, setDrawn] = useState(BATCH)
  useLayoutEffect(() => {
    if (drawn >= total) return undefined
    const timer = setTimeout(() => setDrawn(drawn + BATCH))
    return () => clearTimeout(timer)
  }, [drawn, total])
  return Math.min(drawn, total)
}
