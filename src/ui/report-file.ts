/** What reports of every kind are as files. */
import { downloadCsv } from "./csv"
import { download } from "./download"

/** A table for a spreadsheet, or all that is known, for programs. */
export type ReportKind = "csv" | "json"

/** @param content what the report is about, by its name. Times in it are ISO 8601 in UTC */
export function jsonFile(content: object): string {
  return `${JSON.stringify({ format: "tagsweep-report", version: 1, ...content }, null, 2)}\n`
}

/**
 * Hands a report to the browser's downloads.
 * @param name without an ending; must hold nothing that a file name must not, such as a module's API name
 */
export function downloadAs(kind: ReportKind, name: string, report: Record<ReportKind, () => string>): void {
  const text = report[kind]()
  if (kind === "csv") downloadCsv(`${name}.csv`, text)
  else download(`${name}.json`, "application/json", text)
}
