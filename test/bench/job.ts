/** The job: the extension in a real browser, a script with Zoho's SDK, and the ideal, side by side. */
import { CASES, type Case } from "./job/cases"
import { BARE_CALLS } from "./budgets"
import { runBare } from "./job/bare"
import { ideal, leastPostsUnnamed } from "./job/ideal"
import { runExtension, runSdk } from "./job/run"
import {
  figure,
  growth,
  repeat,
  share,
  type Bench,
  type BenchOptions,
  type Figure,
  type Point,
} from "./measure"

/** How often the extension is measured on each case; the script, which waits by the second, once. */
const SAMPLES = 3

export const job: Bench = {
  name: "job",
  async run(options: BenchOptions): Promise<Figure[]> {
    const figures: Figure[] = []
    const points: Point[] = []
    for (const one of CASES) {
      if (!options.short) {
        const { all, times } = await fullCase(one, share(SAMPLES, options))
        figures.push(...all)
        if (one.inGrowth) points.push({ size: one.modules * one.tagsPerModule, samples: times })
      } else if (one.inShort) figures.push(...counts(one, [await runExtension(one)]))
    }
    if (options.short) return figures
    return [
      ...figures,
      figure(BARE_CALLS, "ratio", await runBare()),
      growth("job: growth of the extension's time", points),
    ]
  },
}

async function fullCase(one: Case, samples: number): Promise<{ all: Figure[]; times: number[] }> {
  const runs = await repeat(samples, () => runExtension(one))
  const sdk = await runSdk(one)
  const best = ideal(one)
  const times = runs.map(({ milliseconds }) => milliseconds)
  const reckoned = one.modulesForSdk < one.modules ? `, reckoned from ${one.modulesForSdk} modules` : ""
  const of = (what: string): string => `job: ${one.name}: ${what}`
  const all = [
    figure(of("extension"), "ms", times),
    figure(of(`SDK script${reckoned}`), "ms", sdk.milliseconds),
    figure(of(`calls by SDK script${reckoned}`), "calls", sdk.calls),
    figure(
      of("times as fast as SDK script"),
      "ratio",
      times.map((time) => sdk.milliseconds / time),
    ),
    // Nobody can know beforehand where the refused tags are that Zoho does not name: no ideal to be held against.
    ...(one.named ? [figure(of("ideal"), "ms", best.milliseconds)] : []),
    ...(one.named
      ? [
          figure(
            of("of the ideal"),
            "ratio",
            times.map((time) => time / best.milliseconds),
          ),
        ]
      : []),
    ...counts(one, runs),
    figure(
      of("late notice, of what is allowed"),
      "ratio",
      runs.map(({ traffic }) => traffic.noticed),
    ),
  ]
  return { all, times }
}

/** What no machine changes: how often Zoho was asked. */
function counts(one: Case, runs: readonly Awaited<ReturnType<typeof runExtension>>[]): Figure[] {
  const of = (what: string): string => `job: ${one.name}: ${what}`
  const least = one.named ? ideal(one).posts : leastPostsUnnamed(one)
  return [
    figure(
      of("POSTs beyond the fewest"),
      "calls",
      runs.map(({ traffic }) => traffic.posts - least),
    ),
    figure(
      of("lists before, per module"),
      "calls",
      runs.map(({ traffic }) => traffic.listsBefore),
    ),
    figure(
      of("lists after, per module"),
      "calls",
      runs.map(({ traffic }) => traffic.listsAfter),
    ),
    figure(
      of("status calls, per job of Zoho's"),
      "calls",
      runs.map(({ traffic }) => traffic.polls),
    ),
    figure(
      of("calls in all"),
      "calls",
      runs.map(({ traffic }) => traffic.calls),
    ),
  ]
}
