import { useEffect, useLayoutEffect, useState } from "preact/hooks"

import { send } from "../messages/send"

/** Calls back after every change until the signal aborts: the store's `onStoreChange`. */
export type Watch = (callback: () => void, signal: AbortSignal) => void

/**
 * What `read` gives, read again after every change of the store by any context.
 * Undefined until the first answer. `key` names what is read: another key reads anew.
 * What the browser cannot read any more it throws, for the page's beginning to catch (`own-page.tsx`).
 */
export function useStored<T>(watch: Watch, read: () => Promise<T>, key = ""): T | undefined {
  const [value, setValue] = useState<{ readonly key: string; readonly value: T }>()
  const [unreadable, setUnreadable] = useState<DOMException>()
  useEffect(() => {
    const gone = new AbortController()
    let latest = 0
    const load = (): void => {
      const mine = ++latest
      // Answers may overtake each other; only the newest question's answer counts.
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

/** How often (ms): whoever looks at a job sees it go on soon after its background was ended. */
const CALL_EVERY_MS = 5_000

/**
 * While there is work, calls the background now and then, and so starts it should the browser have ended it: the
 * alarm that would do it otherwise rings once a minute.
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
    // It may have been drawn long before there was something to time.
    tick()
    const timer = setInterval(tick, OFTEN)
    return () => clearInterval(timer)
  }, [ticks])
  return now
}

/** Items that are drawn in one go: some five milliseconds of work, more where it is done for the first time. */
export const BATCH = 100

/**
 * A long list that is drawn whole, but a portion at a time, so that the page answers meanwhile.
 * @param total items there are
 * @returns how many to draw now
 */
export function useIncrementalList(total: number): number {
  const [drawn, setDrawn] = useState(BATCH)
  useLayoutEffect(() => {
    if (drawn >= total) return undefined
    const timer = setTimeout(() => setDrawn(drawn + BATCH))
    return () => clearTimeout(timer)
  }, [drawn, total])
  return Math.min(drawn, total)
}
