/** Text that users type or import: numbers in the digits of any script, and files in any encoding. */
import { visible } from "./names"

const DIGIT = /\p{Nd}/u

/** The value of a digit. Each script has its ten digits in a row: https://www.unicode.org/reports/tr44/#Numeric_Type */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  let before = 0
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++
  return before % 10
}

/** Normalizes the text (NFKC) and replaces the digits of every script with 0 to 9. */
export function withAsciiDigits(text: string): string {
  return text
    .normalize("NFKC")
    .replace(/[^\0-\x7f]/gu, (each) => (DIGIT.test(each) ? String(valueOf(each)) : each))
}

/** One separator throughout; groups of three digits, or of two before the last group as in India. */
const GROUPED = /^\d{1,3}([.,'’٬ ])(?:\d{2,3}\1)*\d{3}$/

/** The whole number in a text, with or without thousands separators of any language; undefined if it is none. */
export function wholeNumber(text: string): number | undefined {
  const plain = withAsciiDigits(visible(text))
  if (/^\d{1,15}$/.test(plain)) return Number(plain)
  return GROUPED.test(plain) ? Number(plain.replace(/\D/g, "")) : undefined
}

// Decoding of text files, whatever program and country they come from.

/** Encodings that programs without Unicode use, by language; windows-1252 for all others. */
const LEGACY: Readonly<Record<string, string>> = { ja: "shift_jis", zh: "gb18030", ar: "windows-1256" }

/** First bytes of Excel workbooks: a zip since 2007 (`PK`), a compound file before. */
const WORKBOOKS = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
]

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean =>
  mark.every((byte, at) => bytes[at] === byte)

/** The encoding named by a byte order mark, or undefined: https://encoding.spec.whatwg.org/#bom-sniff */
function encodingOfMark(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, [0xff, 0xfe])) return "utf-16le"
  return startsWith(bytes, [0xfe, 0xff]) ? "utf-16be" : undefined
}

function tryDecode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * Decodes a text file: UTF-16 if it has that byte order mark, else UTF-8 if valid, else the language's legacy encoding.
 * @param language BCP 47 tag
 * @returns undefined for an Excel workbook, which is not text
 */
export function decodeText(bytes: Uint8Array, language: string): string | undefined {
  if (WORKBOOKS.some((mark) => startsWith(bytes, mark))) return undefined
  const legacy = LEGACY[language.split("-")[0] ?? ""] ?? "windows-1252"
  const text = tryDecode(bytes, encodingOfMark(bytes) ?? "utf-8") ?? tryDecode(bytes, legacy)
  return text ?? new TextDecoder("windows-1252").decode(bytes)
}
