/** Protected tags, which may not be deleted or merged away, by name. */
import { fitsPattern, nameKey } from "../lib/names"

/**
 * Compiles a list of protected names. Lookalikes are protected too: other case or width, invisible characters.
 * @param list names, and patterns with `*` for any characters; empty entries protect nothing
 * @returns a function that returns the entry that protects a name, or undefined
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

/** Whether a tag is protected only because it looks like the entry. The two may be indistinguishable on screen. */
export function looksLike(name: string, entry: string): boolean {
  return nameKey(name) === nameKey(entry) && name !== entry.trim()
}
