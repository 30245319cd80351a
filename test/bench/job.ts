/** Deletions: the extension in a real browser, compared with the alternatives and with the ideal. */
import { BARE_CALLS } from "./budgets"
import { startExtension } from "./extension"
import { runBare, runOneByOne } from "./job/bare"
import { CASES, orgFor, UNNAMED, type Case } from "./job/cases"
import { ideal, leastPostsUnnamed } from "./job/ideal"
import { runExtension, runSdk, type Run, type SdkRun } from "./job/run"
import { figure, growth, median, repeat, share, type Bench, type BenchOptions, type Figure } from "./measure"

/** How often the extension is measured on each case. The alternatives mostly wait, and are measured once. */
const SAMPLES = 3

export const job: Bench = {
  name: "job",
  async run(options: BenchOptions): Promise<Figure[]> {
    const cases = CASES.filter(({ inShort }) => inShort || !options.short)
    const extension = await startExtension(orgFor(cases))
    try {
      const runs = new Map<Case, Run[]>()
      for (const one of cases)
        runs.set(
          one,
          await repeat(options.short ? 1 : share(SAMPLES, options), () => runExtension(extension, one)),
        )
      if (options.short) return [...runs].flatMap(([one, own]) => counts(one, own))
      const bare = await runBare(extension)
      // These wait nearly all the time, so they do not slow each other down.
      const [ofSdk, ofSdkAtLength, oneByOne] = await Promise.all([
        eachOf(
          cases.filter((one) => one !== UNNAMED),
          runSdk,
        ),
        eachOf([UNNAMED], runSdk),
        eachOf(
          cases.filter((one) => one.oneByOne > 0),
          (one) => runOneByOne(extension, one),
        ),
      ])
      const sdk = new Map([...ofSdk, ...ofSdkAtLength])
      return [
        ...[...runs].flatMap(([one, own]) => [
          ...speed(one, own, median(bare)),
          ...otherWays(one, own, sdk.get(one), oneByOne.get(one)),
          ...counts(one, own),
        ]),
        figure(BARE_CALLS, "ratio", bare),
        growth(
          "job: growth of the extension's time",
          [...runs]
            .filter(([{ inGrowth }]) => inGrowth)
            .map(([one, own]) => ({ size: one.modules * one.tagsPerModule, samples: timesOf(own) })),
        ),
      ]
    } finally {
      await extension.close()
    }
  },
}

async function eachOf<T>(cases: readonly Case[], run: (one: Case) => Promise<T>): Promise<Map<Case, T>> {
  const results = new Map<Case, T>()
  for (const one of cases) results.set(one, await run(one))
  return results
}

const timesOf = (runs: readonly Run[]): number[] => runs.map(({ milliseconds }) => milliseconds)

/** If Zoho does not name the refused tags, there is no ideal: nothing can know them in advance. */
function speed(one: Case, runs: readonly Run[], bare: number): Figure[] {
  const of = (what: string): string => `job: ${one.name}: ${what}`
  const times = timesOf(runs)
  const taken = figure(of("extension"), "ms", times)
  if (!one.named) return [taken]
  const best = ideal(one).milliseconds
  return [
    taken,
    figure(of("ideal"), "ms", best),
    figure(
      of("of the ideal"),
      "ratio",
      times.map((time) => time / best),
    ),
    figure(
      of("of bare calls"),
      "ratio",
      times.map((time) => time / best / bare),
    ),
  ]
}

/** The alternatives to the extension. */
function otherWays(
  one: Case,
  runs: readonly Run[],
  sdk: SdkRun | undefined,
  oneByOne: number | undefined,
): Figure[] {
  const of = (what: string): string => `job: ${one.name}: ${what}`
  const timesAsFast = (as: string, milliseconds: number): Figure =>
    figure(
      of(`times as fast as ${as}`),
      "ratio",
      timesOf(runs).map((time) => milliseconds / time),
    )
  const ofModules = extrapolated(one.modulesForSdk, one.modules, "modules")
  const ofTags = extrapolated(one.oneByOne, one.modules * one.tagsPerModule, "tags")
  return [
    ...(sdk
      ? [
          figure(of(`SDK script${ofModules}`), "ms", sdk.milliseconds),
          figure(of(`calls by SDK script${ofModules}`), "calls", sdk.calls),
          timesAsFast("SDK script", sdk.milliseconds),
        ]
      : []),
    ...(oneByOne === undefined
      ? []
      : [figure(of(`one by one${ofTags}`), "ms", oneByOne), timesAsFast("one by one", oneByOne)]),
  ]
}

function extrapolated(from: number, all: number, what: string): string {
  return from < all ? `, extrapolated from ${from} ${what}` : ""
}

/** Figures that do not depend on the machine: how many calls were made, and when. */
function counts(one: Case, runs: readonly Run[]): Figure[] {
  const least = one.named ? ideal(one).posts : leastPostsUnnamed(one)
  const each = (what: string, unit: string, of: (traffic: Run["traffic"]) => number): Figure =>
    figure(
      `job: ${one.name}: ${what}`,
      unit,
      runs.map(({ traffic }) => of(traffic)),
    )
  return [
    each("POSTs beyond the fewest", "calls", ({ posts }) => posts - least),
    each("lists before, per module", "calls", ({ listsBefore }) => listsBefore),
    each("lists after, per module", "calls", ({ listsAfter }) => listsAfter),
    each("status calls, per Zoho job", "calls", ({ polls }) => polls),
    each("calls in all", "calls", ({ calls }) => calls),
    each("late notice, of what is allowed", "ratio", ({ noticed }) => noticed),
  ]
}
