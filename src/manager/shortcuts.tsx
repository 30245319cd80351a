/** The page's keyboard shortcuts, and the list of them. */
import type { JSX } from "preact"
import { useEffect, useRef } from "preact/hooks"
import { t } from "../i18n/translate"
import { Button } from "../ui/controls"
import { Modal } from "../ui/modal"

/**
 * Single-key shortcuts, unless a field has the focus or a dialog is open.
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

/** All keys of the page and its table. */
export function KeysDialog({ onClose }: { onClose: () => void }): JSX.Element {
  const keys: readonly (readonly [string, string])[] = [
    ["/", t("filter_tags")],
    ["↓", t("skip_to_tags")],
    ["↑ ↓", t("keys_move")],
    ["Shift ↑ ↓", t("keys_range")],
    ["A", t("select_all")],
    ["Esc", t("clear_selection")],
    ["?", t("keys_title")],
  ]
  return (
    <Modal title={t("keys_title")} onClose={onClose} acts={<Button onClick={onClose}>{t("close")}</Button>}>
      <dl class="keys">
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}

// Which shortcut a key press means. Arrows, Escape, Home and the like are the same on every keyboard: `event.key`.

/** Keys with other letters on some layouts, by their position on the keyboard. */
const PLACES: Readonly<Record<string, string>> = { Slash: "/" }

/**
 * The Latin letter or sign of a key press, in lower case, regardless of Caps Lock. On layouts of another script, the
 * one at that position on a Latin keyboard; named keys stay as they are.
 */
export function shortcutOf({ key, code }: Pick<KeyboardEvent, "key" | "code">): string {
  if (key.length > 1 && isAscii(key)) return key
  if (key === "؟") return "?"
  if (isAscii(key)) return key.toLowerCase()
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : (PLACES[code] ?? key)
}

const isAscii = (key: string): boolean => /^[\x20-\x7e]+$/.test(key)
