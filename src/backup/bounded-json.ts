/** JSON from outside, parsed only where it can be no more than it claims to be. */

export interface JsonBounds {
  /** Brackets within brackets. */
  readonly depth: number
  /** Brackets that open and commas: as many as lists and objects have elements and members, at least. */
  readonly items: number
  /** Colons: members of all objects together, each of which may have a name of its own. */
  readonly members: number
}

/**
 * Parses a text that is within the bounds. Forty megabytes of brackets take `JSON.parse` many seconds and a gigabyte,
 * and a page stands still meanwhile; counting them first takes a fraction of a second.
 * @returns undefined for more than the bounds, and for what is no JSON
 */
export function parseBounded(text: string, bounds: JsonBounds): unknown {
  if (!isWithin(text, bounds)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isWithin(text: string, bounds: JsonBounds): boolean {
  let depth = 0
  let items = 0
  let members = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '"') at = endOfString(text, at)
    else if (sign === "]" || sign === "}") depth--
    else if (sign === ":" && ++members > bounds.members) return false
    else if (sign === "[" || sign === "{" || sign === ",") {
      if (sign !== ",") depth++
      if (depth > bounds.depth || ++items > bounds.items) return false
    }
  }
  return true
}

/** Where the string that begins at a quote ends; the text's end where it never does. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let escapes = 0
    while (text[end - 1 - escapes] === "\\") escapes++
    if (escapes % 2 === 0) return end
  }
  return text.length
}
