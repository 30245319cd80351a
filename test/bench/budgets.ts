/**
 * All budgets, by the name of their figure. A budget also counts as broken if its figure is missing from a run that
 * should have measured it.
 */
import { NAMED, UNNAMED } from "./job/cases"
import { leastPostsUnnamed, mostPostsUnnamed } from "./job/ideal"

export interface Budget {
  /** The bench that measures the figure. */
  readonly bench: string
  readonly most?: number
  readonly least?: number
  /** Also applies to CI's short run: a count or a generous ratio. */
  readonly short?: true
  /** Which value is compared with the budget; the median of the samples by default. */
  readonly of?: "low" | "high"
  /**
   * A figure that the machine reaches without our code, and how many times as much ours may take. If that holds, a
   * broken budget is attributed to the machine.
   */
  readonly unless?: { readonly figure: string; readonly times: number }
}

/** Growth above this is more than linear, beyond what the spread explains. */
const NO_MORE_THAN_LINEAR = 1.1

/** A budget for growth. */
function linear(bench: string): Budget {
  return { bench, most: NO_MORE_THAN_LINEAR, of: "low" }
}

/**
 * Processor time does not depend on the machine's load, and is a hundredth of its budget, so the short run checks it.
 */
const ENGINE: Readonly<Record<string, Budget>> = Object.fromEntries(
  ["in modules of 200", "in one job"].flatMap((how): [string, Budget][] => [
    ...[200, 1_000, 5_000, 20_000].map((size): [string, Budget] => [
      `engine: processor time per tag, ${size} ${how}`,
      { bench: "engine", most: 1_000, short: true },
    ]),
    [`engine: growth of processor time, ${how}`, { ...linear("engine"), short: true }],
    // Flat: the size of a write must not depend on the size of the job.
    [`engine: growth of bytes for a change, ${how}`, { bench: "engine", most: 0.05, of: "low", short: true }],
  ]),
)

/** On Zoho's pages: first pages that are not the tag page, then the tag page. */
const PAGE: Readonly<Record<string, Budget>> = {
  "foreign CRM page: script": { bench: "page", most: 0.5 },
  "foreign CRM page: heap beyond an empty content script": { bench: "page", most: 25 },
  "foreign CRM page, trace: calls into our script later on": { bench: "page", most: 0 },
  "200 rows appear among 5,000 nodes: longest call": { bench: "page", most: 50 },
  "a text changes among 5,000 nodes: median call": { bench: "page", most: 4 },
  "a text changes among 5,000 nodes: longest call": { bench: "page", most: 50 },
  "rows change among 5,000 nodes: longest call": { bench: "page", most: 50 },
  "layouts forced in one call": { bench: "page", most: 1 },
  "a hidden tab changes for 2 s: our script": { bench: "page", most: 2 },
  "200 rows appear: until their boxes are there": { bench: "page", most: 100 },
  // Of those 100 ms, two frames are spent waiting.
  "200 rows appear: our work until their boxes are there": { bench: "page", most: 65 },
  "500 rows appear: our work until their boxes are there": { bench: "page", most: 150 },
  ...Object.fromEntries(
    ["they appear", "a text changes", "rows change", "the page scrolls", "all are selected"].map(
      (what): [string, Budget] => [
        `500 rows: longest call when ${what}`,
        // A long task: https://www.w3.org/TR/longtasks/
        { bench: "page", most: 50 },
      ],
    ),
  ),
}

/** The time of a loop of bare calls, relative to a machine that adds no time of its own. */
export const BARE_CALLS = "job: bare calls, five at a time: of the ideal"

/** Limit for computing, storing and showing, relative to the same bare calls. */
const OF_BARE_CALLS = 1.06

/** By default a tenth above the ideal, which users do not notice. */
function ofIdeal(most: number): Budget {
  return { bench: "job", most, unless: { figure: BARE_CALLS, times: OF_BARE_CALLS } }
}

/** Budgets of every case of the job bench. */
const EACH_JOB: Readonly<Record<string, Budget>> = {
  "of the ideal": ofIdeal(1.1),
  "of bare calls": { bench: "job", most: OF_BARE_CALLS },
  "times as fast as SDK script": { bench: "job", least: 1 },
  "POSTs beyond the fewest": { bench: "job", most: 0 },
  "lists before, per module": { bench: "job", most: 1 },
  "lists after, per module": { bench: "job", most: 1 },
  "late notice, of what is allowed": { bench: "job", most: 1 },
}

function eachJob(name: string, others: Readonly<Record<string, Budget | null>> = {}): [string, Budget][] {
  return Object.entries({ ...EACH_JOB, ...others }).flatMap(([what, budget]) =>
    budget ? [[`job: ${name}: ${what}`, budget] as [string, Budget]] : [],
  )
}

/** The counts that CI's short run also checks. */
const IN_SHORT = ["POSTs beyond the fewest", "lists before, per module", "lists after, per module"]

/** User actions on all tags in the manager; `test/bench/manager.ts` uses the same names. */
export const MANAGER_FLOWS = [
  "modules arrive",
  "similar names on",
  "similar names off",
  "sort by records",
  "sort by name",
  "select all",
  "question",
] as const

/** Measured in the page's processor time, which does not depend on the machine's load, except first rows and frames. */
const MANAGER: Readonly<Record<string, Budget>> = Object.fromEntries(
  [
    { size: "500", keystroke: 16, firstRows: 200 },
    { size: "5,000", keystroke: 16, firstRows: 200 },
    // More than any org is likely to have, and still usable: no noticeable freeze.
    { size: "20,000", keystroke: 100, firstRows: 500, task: 200 },
  ].flatMap(({ size, keystroke, firstRows, task = 50 }) => {
    const most = (what: string, value: number, more: Partial<Budget> = {}): [string, Budget] => [
      `manager: ${size} tags: ${what}`,
      { bench: "manager", most: value, ...more },
    ]
    // CI's short run measures the middle size, and no times: a slow machine is not a failure.
    const short = size === "5,000" ? ({ short: true } as const) : {}
    return [
      most("data to first rows", firstRows),
      most("keystroke in the filter", keystroke),
      most("work in a frame of scrolling", 16),
      most("frames dropped of 120", 1, {
        unless: { figure: `manager: ${size} tags: frames dropped of 120 by rows alone`, times: 1.25 },
      }),
      ...MANAGER_FLOWS.map((flow) => most(`longest task, ${flow}`, task)),
      most("memory", 80, short),
    ]
  }),
)

/** Relative to a machine that adds no time of its own, or to bare calls if the machine is slow. */
const OF_RECORDS: Budget = { bench: "backup", most: 1.2, unless: { figure: BARE_CALLS, times: 1.2 } }

export const BUDGETS: Readonly<Record<string, Budget>> = {
  ...Object.fromEntries([
    ...eachJob(
      "37 tags",
      Object.fromEntries(
        IN_SHORT.map((what) => [what, { ...EACH_JOB[what], bench: "job", short: true as const }]),
      ),
    ),
    ...eachJob("200 tags"),
    ...eachJob("450 tags in one module"),
    ...eachJob("2,600 tags in 13 modules", { "times as fast as SDK script": { bench: "job", least: 3 } }),
    // Every tag is checked, backed up and stored before the first call is sent.
    ...eachJob("20,000 tags in 100 modules", {
      ...{ "of the ideal": ofIdeal(1.13), "times as fast as SDK script": { bench: "job", least: 3 } },
    }),
    // The five refused calls are sent one after another, and each is stored before and after.
    ...eachJob(NAMED.name, { "of the ideal": ofIdeal(1.15) }),
    // The minimum comes from information theory, and no search reaches it. Tagsweep bisects.
    ...eachJob(UNNAMED.name, {
      ...{ "of the ideal": null, "of bare calls": null },
      "POSTs beyond the fewest": {
        bench: "job",
        most: mostPostsUnnamed(UNNAMED) - leastPostsUnnamed(UNNAMED),
      },
    }),
  ]),
  ...ENGINE,
  "engine: status calls for a job of 60 s": { bench: "engine", most: 20, short: true },
  "worker: wake to first call": { bench: "worker", most: 150 },
  "confirmation: 37 tags, beyond Zoho's time": { bench: "confirmation", most: 700 },
  "worker: heap kept by 100 jobs": { bench: "worker", most: 2_000 },
  // Its script, its style and the background's answers, relative to an empty extension page.
  "popup: first paint, 50 jobs, of an empty page": { bench: "popup", most: 1.3 },
  // The machine's own time for so many calls, and for storing each answer before the next call.
  "backup: 180 tags on 12,000 records: of the ideal": OF_RECORDS,
  "restore: 180 tags on 12,000 records: of the ideal": OF_RECORDS,
  "popup: growth of time until jobs are on the screen": linear("popup"),
  "job: growth of the extension's time": linear("job"),
  ...PAGE,
  ...MANAGER,
}
