/** Tables for a spreadsheet. */
import { download } from "./download"
import { uiLanguage } from "./i18n"

/** Excel splits at a semicolon where the decimal sign is a comma. */
function separator(): string {
  const parts = new Intl.NumberFormat(uiLanguage()).formatToParts(0.5)
  return parts.some(({ type, value }) => type === "decimal" && value === ",") ? ";" : ","
}

/**
 * One cell. A text that a spreadsheet would run as a formula gets an apostrophe in front:
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value
  return `"${safe.replaceAll('"', '""')}"`
}

/** A text as it was before it was made safe for a spreadsheet. */
export const textOfCell = (text: string): string => text.replace(/^'(?=[=+\-@])/, "")

/** RFC 4180, every cell quoted, with the byte order mark that Excel wants for UTF-8. */
export function csv(rows: readonly (readonly string[])[]): string {
  const between = separator()
  return `\uFEFF${rows.map((cells) => `${cells.map(cell).join(between)}\r\n`).join("")}`
}

/** Hands a table to the browser's downloads. */
export function downloadCsv(fileName: string, text: string): void {
  download(fileName, "text/csv", text)
}
