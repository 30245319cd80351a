/** What every dialog of ours does on coming and going. */
import { useEffect, useLayoutEffect, useState } from "preact/hooks"

/** Opens the element as a modal in the top layer; when it goes, the focus goes back, or to `data-home`. */
export function useModal(dialog: { readonly current: HTMLDialogElement | null }): void {
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null
    dialog.current?.showModal()
    return () => {
      setTimeout(() =>
        (before?.isConnected ? before : document.querySelector<HTMLElement>("[data-home]"))?.focus(),
      )
    }
  }, [dialog])
}

/** As long as a double click or a key that was meant for something else takes to arrive. */
const SETTLE_MS = 500

/**
 * Whether a person has had this page in front of them for a moment: a click that was on its way to what lay there
 * before, another window for one, must not confirm anything.
 */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(false)
  useEffect(() => {
    const gone = new AbortController()
    let timer: ReturnType<typeof setTimeout> | undefined
    const wait = (): void => {
      clearTimeout(timer)
      setSettled(false)
      if (document.hasFocus()) timer = setTimeout(() => setSettled(true), SETTLE_MS)
    }
    wait()
    for (const type of ["focus", "blur"]) window.addEventListener(type, wait, { signal: gone.signal })
    return () => {
      clearTimeout(timer)
      gone.abort()
    }
  }, [])
  return settled
}
