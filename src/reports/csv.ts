/** Tables for a spreadsheet. */
import Papa from "papaparse"
import { uiLanguage } from "../i18n/translate"

/** Excel splits at a semicolon where the decimal sign is a comma. */
function separator(): string {
  const parts = new Intl.NumberFormat(uiLanguage()).formatToParts(0.5)
  return parts.some(({ type, value }) => type === "decimal" && value === ",") ? ";" : ","
}

/**
 * Characters that begin a formula, in narrow, full-width and small forms:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = "=+\\-@＝＋－＠﹦﹢﹣﹫"

/**
 * Where a formula may begin, whichever separator the spreadsheet uses. With another one it ignores the quotes, so any
 * part of a cell can become its own cell. Matches at the start, after a sign, after a separator and spaces, and after
 * a space unless another follows: "Q1 - Leads" stays as it is. (papaparse's `escapeFormulae` checks only the start of
 * a cell.)
 */
const MAY_BEGIN = new RegExp(
  `(?<=^\\s*|[,;:|\\t\\r\\n"']\\s*|[^\\p{L}\\p{M}\\p{N}\\p{Zs}_${FORMULA}])(?=[${FORMULA}])` +
    `|(?<=\\p{Zs})(?=[${FORMULA}](?! ))`,
  "gu",
)

/** A text for a cell, with an apostrophe before everything that a spreadsheet could run as a formula. */
export function cellText(text: string): string {
  return text.replace(MAY_BEGIN, "'")
}

/** The text that `cellText` was given. */
export function textOfCell(cell: string): string {
  return cell.replace(new RegExp(`'(?=[${FORMULA}])`, "gu"), "")
}

/** RFC 4180, every cell quoted, with the byte order mark that Excel needs for UTF-8. */
export function csv(rows: readonly (readonly string[])[]): string {
  const safe = rows.map((cells) => cells.map(cellText))
  return `\uFEFF${Papa.unparse(safe, { quotes: true, delimiter: separator(), newline: "\r\n" })}\r\n`
}

/**
 * Saves a text with the browser's downloads.
 * @param type MIME type
 */
export function download(fileName: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement("a")
  link.href = url
  link.download = fileName
  link.click()
  // A download keeps its data once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
