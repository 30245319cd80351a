/**
 * Marks that change nothing a person sees: soft hyphen, zero-width spaces and joiners, bidi controls, BOM.
 * Variation selectors stay: with and without them an emoji looks different.
 */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g
const ALREADY_PLAIN = /^[!-~]+(?: [!-~]+)*$/
const TRAILING_COUNT = /^(.*\S)\s*[([（［]\s*\p{Nd}[\p{Nd}.,'’\s]*[)\]）］]$/u

/**
 * What a person sees of a text: composed (NFC), each run of white space one space, no marks without width.
 * Case is kept. Two texts with the same result look the same on screen; see {@link sameSource} to tell them apart.
 */
export function normalise(text: string): string {
  if (ALREADY_PLAIN.test(text)) return text
  return text.normalize("NFC").replace(INVISIBLE, "").replace(/\s+/g, " ").trim()
}

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
