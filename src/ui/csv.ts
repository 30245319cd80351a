/** Tables for a spreadsheet. */
import { download } from "./download"

/**
 * One cell. A text that a spreadsheet would run as a formula gets an apostrophe in front:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}

/** RFC 4180, every cell quoted, with the byte order mark that Excel wants for UTF-8. */
export function csv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(cell).join(",")}\r\n`).join("")}`
}

/** Hands a table to the browser's downloads. */
export function downloadCsv(fileName: string, text: string): void {
  download(fileName, "text/csv", text)
}
