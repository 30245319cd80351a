/**
 * Every budget of the project, in one place, by the name of the figure that it holds for. A budget whose figure is
 * missing from a run that should have measured it is broken, too.
 */
import { NAMED, UNNAMED } from "./job/cases"
import { leastPostsUnnamed, mostPostsUnnamed } from "./job/ideal"

export interface Budget {
  /** The name of the bench that measures it. */
  readonly bench: string
  readonly most?: number
  readonly least?: number
  /** Holds in CI's short run as well: a count or a generous ratio. */
  readonly short?: true
  /** What is compared with it: the median of the samples unless said otherwise. */
  readonly of?: "low" | "high"
  /**
   * A figure of what the machine takes without our code, and how many times that ours may take: where this is kept, a
   * broken budget is reported as the machine's.
   */
  readonly unless?: { readonly figure: string; readonly times: number }
}

/** What is above linear beyond what its own spread explains. */
const NO_MORE_THAN_LINEAR = 1.1

/** A budget for how something grows. */
function linear(bench: string): Budget {
  return { bench, most: NO_MORE_THAN_LINEAR, of: "low" }
}

/** Processor time holds on a busy machine, too: it is not the clock's, and a hundredth of what is allowed. */
const ENGINE: Readonly<Record<string, Budget>> = Object.fromEntries(
  ["in modules of 200", "in one job"].flatMap((how): [string, Budget][] => [
    ...[200, 1_000, 5_000, 20_000].map((size): [string, Budget] => [
      `engine: processor time per tag, ${size} ${how}`,
      { bench: "engine", most: 1_000, short: true },
    ]),
    [`engine: growth of processor time, ${how}`, { ...linear("engine"), short: true }],
    // Flat: what a change writes has nothing to do with the size of the job.
    [`engine: growth of bytes for a change, ${how}`, { bench: "engine", most: 0.05, of: "low", short: true }],
  ]),
)

/** On Zoho's pages: first those that are not ours, then the tag page. */
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
  // Of those 100 ms, two frames pass in waiting.
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

/** What a loop of nothing but calls takes of the time that they would take on a machine that needs none itself. */
export const BARE_CALLS = "job: bare calls, five at a time: of the ideal"

/** What is computed, stored and shown beside the calls may take no more than this. */
const OF_BARE_CALLS = 1.06

/** A person does not notice a tenth more than what Zoho takes. */
function ofIdeal(most: number): Budget {
  return { bench: "job", most, unless: { figure: BARE_CALLS, times: OF_BARE_CALLS } }
}

/** Of every case of the job. */
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

/** Counts of this case hold in CI, too. */
const IN_SHORT = ["POSTs beyond the fewest", "lists before, per module", "lists after, per module"]

/** What a person does with all the tags in the manager; `test/bench/manager.ts` has the same names. */
export const MANAGER_FLOWS = [
  "modules arrive",
  "similar names on",
  "similar names off",
  "sort by records",
  "sort by name",
  "select all",
  "question",
] as const

/** By the page's own processor time, which a busy machine does not change, but for the first rows and the frames. */
const MANAGER: Readonly<Record<string, Budget>> = Object.fromEntries(
  [
    { size: "500", keystroke: 16, firstRows: 200 },
    { size: "5,000", keystroke: 16, firstRows: 200 },
    // More than any org is likely to have, and still usable: nothing that a person would notice as a stop.
    { size: "20,000", keystroke: 100, firstRows: 500, task: 200 },
  ].flatMap(({ size, keystroke, firstRows, task = 50 }) => {
    const most = (what: string, value: number, more: Partial<Budget> = {}): [string, Budget] => [
      `manager: ${size} tags: ${what}`,
      { bench: "manager", most: value, ...more },
    ]
    // CI's short run measures the middle size, and no time: a slow machine is no fault.
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

/** Of the time that a machine would take that needs none itself; or of bare calls, where the machine needs much. */
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
    // Every tag is checked, backed up and written down before the first call leaves.
    ...eachJob("20,000 tags in 100 modules", {
      ...{ "of the ideal": ofIdeal(1.13), "times as fast as SDK script": { bench: "job", least: 3 } },
    }),
    // The five calls that are refused leave one after the other, each stored before and after.
    ...eachJob(NAMED.name, { "of the ideal": ofIdeal(1.15) }),
    // The fewest is what information theory allows, not what any search reaches; ours is one by halves.
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
  // Its script, its style and what the background knows, on top of what any page of an extension takes.
  "popup: first paint, 50 jobs, of an empty page": { bench: "popup", most: 1.3 },
  // What the machine takes for so many calls, and for storing every answer, before the next one is gone on from.
  "backup: 180 tags on 12,000 records: of the ideal": OF_RECORDS,
  "restore: 180 tags on 12,000 records: of the ideal": OF_RECORDS,
  "popup: growth of time until jobs are on the screen": linear("popup"),
  "job: growth of the extension's time": linear("job"),
  ...PAGE,
  ...MANAGER,
}
