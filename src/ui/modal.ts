/** What every dialog of ours does on coming and going. */
import { useEffect, useLayoutEffect, useState } from "preact/hooks"

/** Opens the element as a modal in the top layer; when it goes, the focus goes back, or to the bar or `data-home`. */
export function useModal(dialog: { readonly current: HTMLDialogElement | null }): void {
  useLayoutEffect(() => {
    const root = dialog.current?.getRootNode() as ShadowRoot | Document
    const before = root.activeElement as HTMLElement | null
    dialog.current?.showModal()
    return () => {
      setTimeout(() =>
        (before?.isConnected ? before : root.querySelector<HTMLElement>(".bar, [data-home]"))?.focus(),
      )
    }
  }, [dialog])
}

/** A click that was on its way to something else when the dialog opened must not confirm it. */
const SETTLE_MS = 300

/** False for the first moments after `key` appeared. */
export function useSettled(key: string): boolean {
  // The key itself, so that not even the first drawing of a new one passes for settled.
  const [settled, setSettled] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), SETTLE_MS)
    return () => {
      clearTimeout(timer)
      setSettled(null)
    }
  }, [key])
  return settled === key
}
