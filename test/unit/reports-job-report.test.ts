/** A finished job as CSV and JSON. */
import { beforeAll, describe, expect, test } from "vitest"

import messages from "../../assets/_locales/en/messages.json"
import { tagsOf, withItems } from "../../src/jobs/items"
import type { JobRecord } from "../../src/jobs/record"
import { reportCsv, reportJson, reportName } from "../../src/reports/job-report"
import type { BackupSummary } from "../../src/storage/read-backups"
import { backupOf } from "../gallery/backup-fixtures"
import { installI18n } from "../gallery/fake-i18n"
import { finishedRecord } from "../gallery/job-fixtures"
import { merged, restoredWithProblems } from "../gallery/restore-fixtures"

beforeAll(() => installI18n(messages))

/** A strict reader of RFC 4180 with every field quoted, independent of our writer. */
function read(csv: string): string[][] {
  return csv
    .replace(/^\uFEFF/, "")
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) =>
      [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map((match) => (match[1] ?? "").replaceAll('""', '"')),
    )
}

/** A job with one tag of this name. */
function named(name: string): JobRecord {
  const record = finishedRecord()
  const [step] = record.steps
  if (!step) return expect.fail("no step")
  return { ...record, steps: [withItems(step, [{ ...tagsOf(step)[0]!, name }])] }
}

describe("the report", () => {
  test("has one row per tag, with outcome, reason and Zoho's message", () => {
    const rows = read(reportCsv([finishedRecord()]))
    expect(rows).toHaveLength(38)
    const refused = rows.find((row) => row[3] === "refused")!
    expect(refused[0]).toBe("Leads")
    expect(refused[4]).toContain("Workflow: Big deals and Blueprint: Sales")
    expect(refused[5]).toBe("NOT_ALLOWED")
    expect(refused[2]).toMatch(/^\d{19}$/)
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([25]))
    expect(refused[18]).toBe("")
  })

  test("states for each deleted tag how far it can be restored", () => {
    const record = finishedRecord()
    const linesFor = (backup: BackupSummary | null): string[] => {
      const rows = read(reportCsv([record], new Map([[record.job.id, backup]])))
      return [...new Set(rows.filter((row) => row[3] === "deleted").map((row) => row[18] ?? ""))]
    }
    expect(linesFor(null)).toEqual(["Can’t be restored: no backup"])
    expect(linesFor(backupOf(record))).toContain("Can be restored: name and color")
    expect(read(reportCsv([record])).some((row) => row[3] === "deleted" && row[18] !== "")).toBe(false)
  })

  test.each(["=1+1", "+49 30", "-x", "@import", "＝1+1"])("shows %j as text, not as a formula", (name) => {
    expect(read(reportCsv([named(name)]))[1]![1]).toBe(`'${name}`)
  })

  test("keeps quotes and commas in a name", () => {
    expect(read(reportCsv([named('a "b", c')]))[1]![1]).toBe('a "b", c')
  })

  test("is named by module and day", () => {
    expect(reportName([finishedRecord()])).toBe("tagsweep-Leads-2026-11-24")
    const two = [finishedRecord(), finishedRecord()]
    expect(reportName(two)).toBe("tagsweep-2-modules-2026-11-24")
  })

  test("as JSON contains org, user, times, and every tag's outcome with Zoho's answer", () => {
    const { jobs } = JSON.parse(reportJson([finishedRecord()])) as {
      jobs: { calls: { tags: { outcome: string }[] }[] }[]
    }
    expect(jobs[0]).toMatchObject({
      org: { name: "Acme GmbH", id: "700000001" },
      zohoUser: "Jane Doe",
      confirmedAt: expect.stringMatching(/^2026-11-24T.*Z$/) as string,
    })
    const tags = jobs[0]?.calls.flatMap((call) => call.tags) ?? []
    expect(tags).toHaveLength(37)
    expect(tags.find(({ outcome }) => outcome === "refused")).toMatchObject({
      reason: { zohoCode: "NOT_ALLOWED", text: expect.stringContaining("Big deals") as string },
    })
  })
})

describe("the report of a restore or a merge", () => {
  interface Report {
    readonly format: string
    readonly jobs: readonly (object & {
      readonly tags?: readonly (object & { readonly name: string; readonly outcome: string })[]
      readonly calls?: readonly { readonly tags: Report["jobs"][number]["tags"] }[]
    })[]
  }
  const audit = {
    org: { name: "Acme GmbH", id: "700000001" },
    zohoUser: "Jane Doe",
    confirmedAt: expect.stringMatching(/^2026-11-24T.*Z$/) as string,
    finishedAt: expect.stringMatching(/^2026-11-24T.*Z$/) as string,
  }
  const column = (rows: string[][], heading: string): string[] =>
    rows.slice(1).map((row) => row[rows[0]?.indexOf(heading) ?? -1] ?? "")

  test("of a merge names the merged tags, as a table and as JSON", () => {
    const rows = read(reportCsv([merged()]))
    expect(column(rows, "Kind")).toEqual(["merge", "merge", "merge"])
    expect(column(rows, "Tag")).toEqual(["trade fair", "Trade fairs", "Trade-fair"])
    expect(new Set(column(rows, "Outcome"))).toEqual(new Set(["merged"]))
    expect(new Set(column(rows, "Merged into"))).toEqual(new Set(["Trade fair (4150868000000123999)"]))
    const { format, jobs } = JSON.parse(reportJson([merged()])) as Report
    expect(format).toBe("tagsweep-report")
    expect(jobs).toMatchObject([
      {
        kind: "merge",
        state: "completed",
        ...audit,
        mergedInto: { name: "Trade fair" },
        counts: { done: 3 },
      },
    ])
    const tags = jobs[0]?.calls?.flatMap((call) => call.tags ?? []) ?? []
    expect(tags.map(({ name, outcome }) => `${name}: ${outcome}`)).toEqual([
      ...["trade fair: merged", "Trade fairs: merged", "Trade-fair: merged"],
    ])
  })

  test("of a restore has a row for each tag and for each record without it", () => {
    const rows = read(reportCsv([restoredWithProblems()]))
    expect(column(rows, "New tag ID")[0]).toBe("4150868000000990000")
    expect(column(rows, "Records tagged")[0]).toBe("890")
    expect(column(rows, "Records confirmed by")[0]).toBe("records")
    expect(column(rows, "Record ID").filter((id) => id !== "").length).toBeGreaterThan(10)
  })

  test("of a restore states each tag's new ID, and Zoho's answer for each record without it", () => {
    const { jobs } = JSON.parse(reportJson([restoredWithProblems()])) as Report
    expect(jobs).toMatchObject([
      {
        ...{ kind: "restore", state: "completed-with-problems", ...audit, backup: "b1" },
        recordsConfirmedBy: "records",
      },
    ])
    const tags = jobs[0]?.tags ?? []
    expect(tags).toHaveLength(4)
    expect(tags[0]).toMatchObject({
      newId: "4150868000000990000",
      recordCounts: { done: 890, refused: 10 },
      recordsConfirmedBy: "records",
      // One of each kind in both calls.
      recordsLeft: ["000", "500"].flatMap((from) =>
        [
          ["record-not-found", /no longer exists/],
          ["record-locked", /locked/],
          ["record-full", /as many tags as Zoho allows/],
          ["record-converted", /was converted/],
          ["record-forbidden", /You don’t have permission/],
        ].map(([kind, text], at) => ({
          ...{ id: `41508680000010${from.slice(0, 2)}${at}`, outcome: "refused" },
          reason: { kind, text: expect.stringMatching(text as RegExp) as string },
        })),
      ),
    })
    expect(tags[3]).toMatchObject({
      outcome: "refused",
      reason: { zohoCode: "LICENSE_LIMIT_EXCEEDED", text: expect.stringMatching(/./) as string },
    })
  })
})
