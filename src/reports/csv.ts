/** CSV files for spreadsheets. */
import Papa from "papaparse"
import { uiLanguage } from "../i18n/translate"

/** Excel uses semicolons if the decimal sign is a comma. */
function separator(): string {
  const parts = new Intl.NumberFormat(uiLanguage()).formatToParts(0.5)
  return parts.some(({ type, value }) => type === "decimal" && value === ",") ? ";" : ","
}

/**
 * Characters that start a formula, in normal, full-width and small forms:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA_SIGNS = "=+\\-@＝＋－＠﹦﹢﹣﹫"

/**
 * Positions where a formula may start, whichever separator the spreadsheet uses: with a different one it ignores the
 * quotes, so any part of a cell can become a cell. Matches at the start, after a symbol, after a separator and spaces,
 * and after a space unless another follows: "Q1 - Leads" is unchanged. (papaparse's `escapeFormulae` checks only the
 * start of a cell.)
 */
const FORMULA_START = new RegExp(
  `(?<=^\\s*|[,;:|\\t\\r\\n"']\\s*|[^\\p{L}\\p{M}\\p{N}\\p{Zs}_${FORMULA_SIGNS}])(?=[${FORMULA_SIGNS}])` +
    `|(?<=\\p{Zs})(?=[${FORMULA_SIGNS}](?! ))`,
  "gu",
)

/** Escapes a cell: puts an apostrophe before everything that a spreadsheet could run as a formula. */
export function cellText(text: string): string {
  return text.replace(FORMULA_START, "'")
}

/** Reverses `cellText`. */
export function textOfCell(cell: string): string {
  return cell.replace(new RegExp(`'(?=[${FORMULA_SIGNS}])`, "gu"), "")
}

/** RFC 4180 with every cell quoted, and the byte order mark that Excel needs for UTF-8. */
export function csv(rows: readonly (readonly string[])[]): string {
  const safe = rows.map((cells) => cells.map(cellText))
  return `\uFEFF${Papa.unparse(safe, { quotes: true, delimiter: separator(), newline: "\r\n" })}\r\n`
}

/**
 * Saves a text file through the browser's downloads.
 * @param type MIME type
 */
export function download(fileName: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement("a")
  link.href = url
  link.download = fileName
  link.click()
  // A download that has started keeps its data.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
