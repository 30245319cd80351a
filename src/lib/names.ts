/** Names as users see and type them: identical on screen, alike, or matching a pattern with `*`. */

/** Any white space, including U+0085 and the blank Braille pattern, which look like spaces. */
const SPACES = /[\s\u0085\u2800]+/g

// Invisible characters: soft hyphens, zero-width spaces and joiners, direction marks, fillers, control characters.
// https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
const INVISIBLE = /(?![\t-\r\u0085])[\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffb]/gu
/** The same without variation selectors and flag letters, which change how an emoji looks. */
const NOT_DRAWN = new RegExp(`(?![\\ufe00-\\ufe0f\\u{e0020}-\\u{e007f}])${INVISIBLE.source}`, "gu")

/** Printable ASCII with single spaces: a fast path for most names. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/

const oneSpace = (text: string): string => text.replace(SPACES, " ").trim()

/**
 * A name as displayed: composed (NFC), white space collapsed, invisible characters removed; case and width are kept.
 * Two names with the same result look identical on screen.
 */
export function visible(name: string): string {
  if (PLAIN.test(name)) return name
  return oneSpace(name.replace(NOT_DRAWN, "").normalize("NFC"))
}

/**
 * A comparison key that ignores case, width and compatibility variants (NFKC). Names with the same key are alike:
 * protection treats them as the same tag, selection does not, because Zoho may store both.
 */
export function nameKey(name: string): string {
  if (PLAIN.test(name)) return name.toUpperCase()
  const folded = oneSpace(name.replace(INVISIBLE, "").normalize("NFKC")).replaceAll("\u2010", "-")
  // Uppercase last: `ß` becomes `SS`, and both lowercase sigmas become one. Turkish has a dotted capital `İ`.
  return folded.toLowerCase().toUpperCase().normalize("NFKC").replaceAll("İ", "I").normalize("NFKC")
}

/** Tests keys against a pattern in which `*` matches any characters. A regular expression could backtrack forever. */
export function fitsPattern(pattern: string): (key: string) => boolean {
  const [first = "", ...others] = pattern.split("*")
  const last = others.pop()
  if (last === undefined) return (key) => key === first
  return (key) => {
    if (!key.startsWith(first)) return false
    let from = first.length
    for (const part of others) {
      const at = key.indexOf(part, from)
      if (at < 0) return false
      from = at + part.length
    }
    return key.length - last.length >= from && key.endsWith(last)
  }
}
