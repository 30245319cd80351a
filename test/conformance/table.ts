/** The judge's table: one row for each call, with how many answers were checked and what backs them. */
import { ACCOUNTS_CALLS, CALLS } from "./documented"
import { unlisted } from "./deviations"
import { kindOf, type Verdict } from "./judge"

export interface Row {
  readonly answers: number
  /** Kinds of answers played, of those that the documents have for this call. */
  readonly kinds: string
  /** Documented in the newest files. */
  readonly newest: number
  /** Needs the files of 2025. */
  readonly older: number
  /** Needs Zoho's pages, samples or client. */
  readonly beside: number
  /** Differs as `deviations.ts` says. */
  readonly deviating: number
  readonly wrong: number
}

/** One row a call, by its name, and a last one for all. */
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

/** Different kinds of answers, counted call by call. */
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
