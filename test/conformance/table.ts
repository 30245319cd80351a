/** The judge's table: one row per call, with the number of checked answers and their sources. */
import { ACCOUNTS_CALLS, CALLS } from "./documented"
import { unlisted } from "./deviations"
import { kindOf, type Verdict } from "./judge"

export interface Row {
  readonly answers: number
  /** How many of the documented kinds of answers were produced. */
  readonly kinds: string
  /** Answers documented in the newest files. */
  readonly newest: number
  /** Answers that need the files of 2025. */
  readonly older: number
  /** Answers that need Zoho's pages, samples or SDK. */
  readonly beside: number
  /** Answers that differ as listed in `deviations.ts`. */
  readonly deviating: number
  readonly wrong: number
}

/** One row per call, by name, and a last row for all calls. */
export function tableOf(verdicts: readonly Verdict[]): Record<string, Row> {
  const calls = [...CALLS, ...ACCOUNTS_CALLS]
  const rows = calls.map(({ name, answers }) => {
    const of = verdicts.filter(({ call }) => call === name)
    const played = new Set(of.flatMap(({ kinds }) => kinds))
    const documented = new Set(answers.map(kindOf))
    const both = [...documented].filter((kind) => played.has(kind)).length
    return [name, row(of, `${String(both)} of ${String(documented.size)}`)] as const
  })
  return { ...Object.fromEntries(rows), all: row(verdicts, `${String(kindsOf(verdicts))} in all`) }
}

/** The number of different kinds of answers, counted per call. */
function kindsOf(verdicts: readonly Verdict[]): number {
  return new Set(verdicts.flatMap(({ call, kinds }) => kinds.map((kind) => `${call} ${kind}`))).size
}

function row(verdicts: readonly Verdict[], kinds: string): Row {
  const by = (test: RegExp): number => verdicts.filter(({ source }) => source && test.test(source)).length
  const wrong = verdicts.filter((one) => unlisted(one).length > 0).length
  const deviating = verdicts.filter(({ findings }) => findings.length > 0).length - wrong
  const newest = by(/^2026 .*json$/)
  const older = by(/^2025 /)
  const beside = verdicts.length - newest - older - deviating - wrong
  return { answers: verdicts.length, kinds, newest, older, beside, deviating, wrong }
}
