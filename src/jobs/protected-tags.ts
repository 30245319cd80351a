/** Tags that nothing may delete or merge away, by their names. */
import { fitsPattern, nameKey } from "../lib/names"

/**
 * @param list names, and patterns with `*` for any characters; empty entries protect nothing. What looks like a
 *   protected name is protected, too: in another case or width, with characters that are not drawn.
 * @returns the entry that protects a tag of that name; undefined: none does
 */
export function protection(list: readonly string[]): (name: string) => string | undefined {
  const entries = list.map((entry) => [nameKey(entry), entry] as const).filter(([key]) => key !== "")
  const names = new Map(entries)
  const patterns = entries
    .filter(([key]) => key.includes("*"))
    .map(([key, entry]) => ({ entry, fits: fitsPattern(key) }))
  return (name) => {
    const key = nameKey(name)
    return names.get(key) ?? patterns.find(({ fits }) => fits(key))?.entry
  }
}

/** Whether a tag is protected only because it looks like that entry: nothing on the screen need tell the two apart. */
export function looksLike(name: string, entry: string): boolean {
  return nameKey(name) === nameKey(entry) && name !== entry.trim()
}
