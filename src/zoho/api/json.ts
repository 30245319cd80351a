/** An answer's text made into a value, or the reason why it is none. */
export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: "empty" | "truncated" | "not-json" }

/** The shortest run of digits that may not fit a JavaScript number (2^53 has 16 digits). */
const LONG_INTEGER = /\d{16}/

/**
 * Parse JSON, keeping whole numbers of 16 or more digits as strings: Zoho's ids are 64-bit and some answers
 * carry them bare (`"job_id": 900000000000000111`), where JSON.parse alone would silently round them.
 */
export function parseJson(text: string): ParsedJson {
  const trimmed = text.trim()
  if (trimmed === "") return { ok: false, reason: "empty" }
  try {
    const value: unknown = JSON.parse(trimmed)
    if (!LONG_INTEGER.test(trimmed)) return { ok: true, value }
    return { ok: true, value: JSON.parse(quoteLongIntegers(trimmed)) as unknown }
  } catch {
    return { ok: false, reason: /^[[{]/.test(trimmed) ? "truncated" : "not-json" }
  }
}

/** Put quotes around long integers that stand outside strings. Takes valid JSON only. */
function quoteLongIntegers(json: string): string {
  let quoted = ""
  let copied = 0
  let at = 0
  while (at < json.length) {
    if (json[at] === '"') {
      at = endOfString(json, at)
    } else if (isNumberCharacter(json[at])) {
      const start = at
      while (isNumberCharacter(json[at])) at++
      const literal = json.slice(start, at)
      if (/^-?\d{16,}$/.test(literal)) {
        quoted += `${json.slice(copied, start)}"${literal}"`
        copied = at
      }
    } else at++
  }
  return quoted + json.slice(copied)
}

function endOfString(json: string, start: number): number {
  let at = start + 1
  while (json[at] !== '"') at += json[at] === "\\" ? 2 : 1
  return at + 1
}

/** Also true for the `e` of `true` and `false`: such a run holds no digits and is left alone. */
function isNumberCharacter(character: string | undefined): boolean {
  return character !== undefined && /[0-9.eE+-]/.test(character)
}
