/** Which shortcut a key press means. Arrows, Escape, Home and the like are the same on every keyboard: `event.key`. */

/** Keys of ours that other layouts have letters of their own on, by their place on the keyboard. */
const PLACES: Readonly<Record<string, string>> = { Slash: "/" }

/**
 * The Latin letter or sign of a press, in lower case, as `Caps Lock` and `Shift` leave it the same key. Where the layout
 * writes another script, the one that stands at that place on a Latin keyboard; named keys stay as they are.
 */
export function shortcutOf({ key, code }: Pick<KeyboardEvent, "key" | "code">): string {
  if (key.length > 1 && isAscii(key)) return key
  if (isAscii(key)) return key.toLowerCase()
  return /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : (PLACES[code] ?? key)
}

const isAscii = (key: string): boolean => /^[\x20-\x7e]+$/.test(key)
