/** The totals count every kind of failure. */
import { describe, expect, it } from "vitest"
import { unexplained } from "../../.ci/extension-lint"
import { failedOnce, passedOnce, sum, tallyReport } from "../../.ci/tally"

interface File {
  name: string
  status: string
  message?: string
  assertionResults: { fullName: string; status: string; meta?: { note?: string } }[]
}

const file = (...statuses: string[]): File => ({
  name: "some.test.ts",
  status: statuses.includes("failed") ? "failed" : "passed",
  assertionResults: statuses.map((status, index) => ({ fullName: `test ${index}`, status })),
})

const counts = (success: boolean, ...testResults: File[]): [passed: number, failed: number] => {
  const { passed, failed } = tallyReport(JSON.stringify({ success, testResults }))
  return [passed, failed]
}

describe("the totals", () => {
  it("count tests that passed", () => {
    expect(counts(true, file("passed", "passed"), file("passed"))).toEqual([3, 0])
  })

  it.each(["failed", "pending", "skipped", "todo", "disabled"])(
    "count a test that is %s as failed",
    (status) => {
      expect(counts(status !== "failed", file("passed", status))).toEqual([1, 1])
    },
  )

  it("count a file that couldn't be loaded", () => {
    const broken = { ...file(), status: "failed", message: "Cannot find module" }
    expect(counts(false, file("passed"), broken)).toEqual([1, 1])
  })

  it("count a file without tests", () => {
    expect(counts(true, file())).toEqual([0, 1])
  })

  it("count a hook that failed after the tests passed", () => {
    expect(counts(false, { ...file("passed"), status: "failed", message: "afterAll" })).toEqual([1, 1])
  })

  it("count a run that failed outside of all tests", () => {
    expect(counts(false, file("passed"))).toEqual([1, 1])
  })

  it("count a run without tests, and one without a report", () => {
    expect(counts(true)).toEqual([0, 1])
    expect(tallyReport(undefined).failed).toBe(1)
  })

  it("reject an invalid report", () => {
    expect(() => tallyReport("{}")).toThrow()
  })

  it("add up", () => {
    expect(sum([passedOnce, failedOnce("no"), passedOnce])).toEqual({
      passed: 2,
      failed: 1,
      details: "no",
      notes: [],
    })
  })

  it("collect the tests' notes, passed or not", () => {
    const noting = { ...file("passed"), assertionResults: [...file("passed", "failed").assertionResults] }
    noting.assertionResults.forEach((each, index) => (each.meta = { note: `rate ${index}` }))
    const text = JSON.stringify({ success: false, testResults: [noting, file("passed")] })
    expect(tallyReport(text).notes).toEqual(["rate 0", "rate 1"])
  })
})

describe("the extension lint", () => {
  const warning = { code: "UNSAFE_VAR_ASSIGNMENT", message: "Unsafe assignment", file: "popup.1234abcd.js" }
  const clean = { errors: [], warnings: [], notices: [] }
  const known = { UNSAFE_VAR_ASSIGNMENT: "Preact's own, and ours is linted." }

  it("lets an explained warning pass", () => {
    expect(unexplained({ ...clean, warnings: [warning] }, known)).toEqual([])
  })

  it.each([
    ["an unexplained warning", { ...clean, warnings: [warning] }, {}],
    ["a notice", { ...clean, notices: [warning] }, {}],
    ["an error, explained or not", { ...clean, errors: [warning], warnings: [warning] }, known],
    ["an unused explanation", clean, known],
  ])("reports %s", (_what, findings, explained) => {
    expect(unexplained(findings, explained)).toHaveLength(1)
  })
})
