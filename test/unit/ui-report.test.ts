import { beforeAll, describe, expect, test } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import { reportCsv, reportName } from "../../src/popup/report"
import { installI18n } from "../gallery/fake-i18n"
import { finishedRecord } from "../gallery/job-fixtures"

beforeAll(() => installI18n(messages))

/** A strict reader of RFC 4180 with every field quoted, so that the writer is not judged by itself. */
function read(csv: string): string[][] {
  return csv
    .replace(/^\uFEFF/, "")
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) =>
      [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map((match) => (match[1] ?? "").replaceAll('""', '"')),
    )
}

describe("the report", () => {
  test("has one line a tag, with outcome, reason and Zoho's own words", () => {
    const rows = read(reportCsv(finishedRecord()))
    expect(rows).toHaveLength(38)
    const refused = rows.find((row) => row[3] === "refused")!
    expect(refused[0]).toBe("Leads")
    expect(refused[4]).toContain("Workflow: Big deals and Blueprint: Sales")
    expect(refused[5]).toBe("NOT_ALLOWED")
    expect(refused[2]).toMatch(/^\d{19}$/)
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([15]))
  })

  test.each(["=1+1", "+49 30", "-x", "@import", "\tx"])("shows %j as text, not as a formula", (name) => {
    const record = finishedRecord()
    const [chunk] = record.chunks
    const named = { ...record, chunks: [{ ...chunk!, tags: [{ ...chunk!.tags[0]!, name }] }] }
    expect(read(reportCsv(named))[1]![1]).toBe(`'${name}`)
  })

  test("keeps quotes and commas in a name", () => {
    const record = finishedRecord()
    const [chunk] = record.chunks
    const named = { ...record, chunks: [{ ...chunk!, tags: [{ ...chunk!.tags[0]!, name: 'a "b", c' }] }] }
    expect(read(reportCsv(named))[1]![1]).toBe('a "b", c')
  })

  test("is named by module and day", () => {
    expect(reportName(finishedRecord())).toBe("tagsweep-Leads-2026-11-24.csv")
  })
})
