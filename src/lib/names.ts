/** Names as people see and type them: which look the same, which are alike, and which fit a pattern with `*`. */

/** White space of any kind; U+0085 and the blank Braille pattern are drawn as such, too. */
const SPACES = /[\s\u0085\u2800]+/g

// What is not drawn: soft hyphens, zero-width spaces and joiners, marks of direction, fillers, control characters.
// https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
const INVISIBLE = /(?![\t-\r\u0085])[\p{Default_Ignorable_Code_Point}\p{Cc}\ufff9-\ufffb]/gu
/** All of those but variation selectors and the letters of flags: without them an emoji looks different. */
const NOT_DRAWN = new RegExp(`(?![\\ufe00-\\ufe0f\\u{e0020}-\\u{e007f}])${INVISIBLE.source}`, "gu")

/** Most names are plain already. */
const PLAIN = /^[!-~]+(?: [!-~]+)*$/

const oneSpace = (text: string): string => text.replace(SPACES, " ").trim()

/**
 * What a person sees of a name: composed (NFC), each run of white space one space, nothing that is not drawn. Case and
 * width are kept. Nobody can tell two names with the same result apart on the screen.
 */
export function visible(name: string): string {
  if (PLAIN.test(name)) return name
  return oneSpace(name.replace(NOT_DRAWN, "").normalize("NFC"))
}

/**
 * For comparing names whatever their case, their width or other forms of the same characters (NFKC). Two names with the
 * same key are alike: what protects errs on that side, what selects does not, for Zoho may keep both.
 */
export function nameKey(name: string): string {
  if (PLAIN.test(name)) return name.toUpperCase()
  const drawn = oneSpace(name.replace(INVISIBLE, "").normalize("NFKC")).replaceAll("\u2010", "-")
  // Upper last, so that `ß` is `SS` and both small sigmas are one. Turkish has a dotted capital `İ`.
  return drawn.toLowerCase().toUpperCase().normalize("NFKC").replaceAll("İ", "I").normalize("NFKC")
}

/** Whether a key fits one with `*` for any characters. No regular expression: many `*` would make that take for ever. */
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
