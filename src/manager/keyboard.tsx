/** The page's keyboard shortcuts with the list of them, and what keys do in the table's focused row. */
import type { JSX, RefObject } from "preact"
import { useEffect, useLayoutEffect, useReducer, useRef } from "preact/hooks"
import { t } from "../i18n/translate"
import { Button } from "../ui/controls"
import { Modal } from "../ui/modal"
import { useStableCallback } from "./hooks"
import type { Row } from "./rows"

/**
 * Single-key shortcuts, unless a field has the focus or a dialog is open.
 * @param keys what each key does, on every layout: see `shortcutOf`
 */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const press = useStableCallback((event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target instanceof Element ? event.target : null
    if (target?.closest("dialog, select, input:not([type=checkbox])")) return
    const act = keys[shortcutOf(event)]
    if (!act) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    document.addEventListener("keydown", press)
    return () => document.removeEventListener("keydown", press)
  }, [press])
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

/**
 * The Latin letter or sign of a key press, in lower case, regardless of Caps Lock. On layouts of another script, the
 * one at that position on a Latin keyboard; named keys stay as they are.
 */
export function shortcutOf({ key, code }: Pick<KeyboardEvent, "key" | "code">): string {
  if (key === "؟") return "?"
  if (/^[\x20-\x7e]+$/.test(key)) return key.length > 1 ? key : key.toLowerCase()
  if (/^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase()
  return code === "Slash" ? "/" : key
}

// The table's focused row, and what keys do there.

/** How many rows a key moves; a page is the height of the scroll box. */
export function stepOf(key: string, page: number, count: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -count,
    End: count,
  }
  return steps[key]
}

/** What can have the focus in a row: its checkbox, and the button that some rows have. */
const partsOf = (row: Element | null | undefined): HTMLElement[] => [
  ...(row?.querySelectorAll<HTMLElement>("input, button") ?? []),
]

export const isInRow = ({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  !ctrlKey && !metaKey && !altKey && target instanceof Element && target.closest(".tbody .trow") !== null

/** Left and right move within the row, in reading direction. @returns whether the key was one of them */
export function alongRow(event: KeyboardEvent): boolean {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return false
  const { target } = event
  if (!(target instanceof HTMLElement)) return false
  const isBack = (event.key === "ArrowLeft") !== (getComputedStyle(target).direction === "rtl")
  const parts = partsOf(target.closest(".tbody .trow"))
  parts[parts.indexOf(target) + (isBack ? -1 : 1)]?.focus()
  return parts.length > 0
}

/** Index of the row that is the Tab stop: it follows its tag, or moves to the next row when the tag is gone. */
export function useCurrent(rows: readonly Row[]): readonly [number, (index: number) => void] {
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const at = useRef<{ index: number; id?: string | undefined }>({ index: 0 })
  const { index, id } = at.current
  const last = Math.min(index, rows.length - 1)
  const found = id === undefined || rows[last]?.id === id ? last : rows.findIndex((row) => row.id === id)
  const current = found < 0 ? last : found
  at.current = { index: current, id: id === undefined ? id : rows[current]?.id }
  const go = (to: number): void => {
    at.current = { index: to, id: rows[to]?.id }
    redraw(undefined)
  }
  return [current, go]
}

/** When the focused row disappears because its tag was deleted, the row in its place gets the focus. */
export function useFocusKept(box: RefObject<HTMLElement>, current: number): (index: number) => void {
  const last = useRef<Element | null>(null)
  const focusRow = (index: number): void =>
    partsOf(box.current?.querySelector(`[data-index="${index}"]`))[0]?.focus({ preventScroll: true })
  const isLost = (): boolean =>
    last.current !== null && !last.current.isConnected && document.activeElement === document.body
  useLayoutEffect(() => {
    const gone = new AbortController()
    const note = ({ target }: FocusEvent): void => {
      last.current = target instanceof Element ? target.closest(".tbody .trow") : null
    }
    box.current?.addEventListener("focusin", note, { signal: gone.signal })
    return () => {
      gone.abort()
      // No row is left, so the selection bar takes the focus.
      setTimeout(() => {
        if (isLost()) document.querySelector<HTMLElement>("[data-home]")?.focus()
      })
    }
  }, [box])
  useLayoutEffect(() => {
    if (isLost()) focusRow(current)
  })
  return focusRow
}
