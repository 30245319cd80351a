import { useEffect, useRef } from "preact/hooks"
import { shortcutOf } from "../ui/shortcut"

/**
 * Single keys of the page, while no field is typed in and no dialog is open.
 * @param keys what each key does, on every layout: see `shortcutOf`
 */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const gone = new AbortController()
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest("dialog, select, input:not([type=checkbox])")) return
      const act = latest.current[shortcutOf(event)]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener("keydown", press, { signal: gone.signal })
    return () => gone.abort()
  }, [])
}
