/** Numbers as people type them, in the digits of any script. */
import { visible } from "./names"

const DIGIT = /\p{Nd}/u

/** Digits come in rows of ten, one script after the other: https://www.unicode.org/reports/tr44/#Numeric_Type */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  let before = 0
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++
  return before % 10
}

/** The text with 0 to 9 for the digits of every script, narrow for full-width; other characters as NFKC has them. */
export function withAsciiDigits(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[^\0-\x7f]/gu, (each) => (DIGIT.test(each) ? String(valueOf(each)) : each))
}

/** One separator throughout, groups of three, or of two before the last as in India. */
const GROUPED = /^\d{1,3}([.,'’٬ ])(?:\d{2,3}\1)*\d{3}$/

/** The whole number that a text is, with or without separators of thousands, as in any language; else undefined. */
export function wholeNumber(text: string): number | undefined {
  const plain = withAsciiDigits(visible(text))
  if (/^\d{1,15}$/.test(plain)) return Number(plain)
  return GROUPED.test(plain) ? Number(plain.replace(/\D/g, "")) : undefined
}

// The text of a file, whatever program of whatever country wrote it.

/** What programs write that know nothing of Unicode, by the language of their country. Elsewhere: windows-1252. */
const LEGACY: Readonly<Record<string, string>> = { ja: "shift_jis", zh: "gb18030", ar: "windows-1256" }

/** Excel workbooks: a zip since 2007 (`PK`), a compound file before. */
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
]

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte)

/** The encoding that the first bytes mark, or undefined: https://encoding.spec.whatwg.org/#bom-sniff */
function marked(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, [0xff, 0xfe])) return "utf-16le"
  return startsWith(bytes, [0xfe, 0xff]) ? "utf-16be" : undefined
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * As UTF-16 where it is marked so, else as UTF-8 where it can be, else in the language's old encoding.
 * @param language BCP 47 tag
 * @returns undefined for an Excel workbook, which is no text
 */
export function decodeText(bytes: Uint8Array, language: string): string | undefined {
  if (WORKBOOKS.some((mark) => startsWith(bytes, mark))) return undefined
  const legacy = LEGACY[language.split("-")[0] ?? ""] ?? "windows-1252"
  const text = decoded(bytes, marked(bytes) ?? "utf-8") ?? decoded(bytes, legacy)
  return text ?? new TextDecoder("windows-1252").decode(bytes)
}
