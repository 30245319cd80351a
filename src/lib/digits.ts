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

/**
 * The whole number that a text is, with or without separators of thousands, as in any language.
 * @returns undefined for any other text, also a negative or a broken number
 */
export function wholeNumber(text: string): number | undefined {
  const plain = withAsciiDigits(visible(text))
  if (/^\d{1,15}$/.test(plain)) return Number(plain)
  return GROUPED.test(plain) ? Number(plain.replace(/\D/g, "")) : undefined
}
