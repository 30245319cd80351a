import { useEffect, useState } from "preact/hooks"

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
