const TRAILING_COUNT = /^(.*\S)\s*[([（［]\s*\p{Nd}[\p{Nd}.,'’\s]*[)\]）］]$/u

/** What a person sees of a text; see {@link sameSource} to tell apart what looks the same. */
export { visible as normalise } from "../lib/names"

/** `text` without the count in brackets that lists put behind a name: `VIP (12)` gives `VIP`; else undefined. */
export function withoutCount(text: string): string | undefined {
  return TRAILING_COUNT.exec(text)?.[1]
}

/** `text` without the dots that stand for cut-off characters, or undefined when nothing was cut off. */
export function withoutEllipsis(text: string): string | undefined {
  return /^(.+?)\s*(?:…|\.{3})$/.exec(text)?.[1]
}

/** Whether two texts are the same before normalising, but for the white space that templates put around. */
export function sameSource(a: string, b: string): boolean {
  return a.trim() === b.trim()
}
