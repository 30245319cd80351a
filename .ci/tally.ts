/** Counts passed and failed checks. */
import * as v from "valibot"

export interface Tally {
  readonly passed: number
  readonly failed: number
  /** Details of the failures; empty if all passed. */
  readonly details: string
  /** Figures to print even if all passed. */
  readonly notes: readonly string[]
}

/** The relevant part of vitest's JSON report. */
const Report = v.object({
  success: v.boolean(),
  testResults: v.array(
    v.object({
      name: v.string(),
      status: v.string(),
      message: v.optional(v.string(), ""),
      assertionResults: v.array(
        v.object({
          fullName: v.string(),
          status: v.string(),
          meta: v.optional(v.object({ note: v.optional(v.string()) }), {}),
        }),
      ),
    }),
  ),
})

export const passedOnce: Tally = { passed: 1, failed: 0, details: "", notes: [] }

export function failedOnce(details: string): Tally {
  return { passed: 0, failed: 1, details, notes: [] }
}

export function sum(tallies: readonly Tally[]): Tally {
  const details = tallies.map((each) => each.details).filter((each) => each !== "")
  return {
    passed: tallies.reduce((total, each) => total + each.passed, 0),
    failed: tallies.reduce((total, each) => total + each.failed, 0),
    details: details.join("\n"),
    notes: tallies.flatMap((each) => each.notes),
  }
}

/**
 * Counts the tests of a vitest report. Anything except a passed test is a failure: a skipped test, a file without
 * tests, a missing report, a run that failed although no test did. The text in a test's `task.meta.note` becomes a
 * note.
 */
export function tallyReport(text: string | undefined): Tally {
  if (text === undefined) return failedOnce("The runner wrote no report.")
  const report = v.parse(Report, JSON.parse(text))
  const files = report.testResults.map(tallyFile)
  if (files.length === 0) return failedOnce("No test ran.")
  const total = sum(files)
  if (report.success || total.failed > 0) return total
  return sum([total, failedOnce("The runner reports a failure outside the tests.")])
}

function tallyFile(file: v.InferOutput<typeof Report>["testResults"][number]): Tally {
  if (file.assertionResults.length === 0)
    return failedOnce(`${file.name}: ${file.message || "contains no test"}`)
  const bad = file.assertionResults.filter((test) => test.status !== "passed")
  const details = bad.map((test) => `${test.status}: ${test.fullName}`).join("\n")
  const notes = file.assertionResults.flatMap(({ meta: { note } }) => (note === undefined ? [] : [note]))
  const own = { passed: file.assertionResults.length - bad.length, failed: bad.length, details, notes }
  if (bad.length > 0 || file.status === "passed") return own
  return sum([own, failedOnce(`${file.name}: ${file.message}`)])
}
