/** The result of a bench, and the statistics that all benches share. */

/** One measured number, with the spread of its samples. */
export interface Figure {
  /** Unique, readable, stable, like `job: 37 tags: wall time`. Budgets refer to it by this name. */
  readonly name: string
  /** `ms`, `s`, `B`, `kB`, `calls`, `ratio`, `exponent`, … */
  readonly unit: string
  readonly median: number
  /** The smallest and the largest sample; for an exponent, the bounds of its confidence interval. */
  readonly low: number
  readonly high: number
}

export interface BenchOptions {
  /** CI's form: only figures that do not depend on the machine's load, in seconds instead of minutes. */
  readonly short: boolean
  /** How often everything runs. Slow benches divide their samples among the runs. */
  readonly runs: number
}

/** A bench, with its name for `--only`. */
export interface Bench {
  readonly name: string
  run(options: BenchOptions): Promise<readonly Figure[]>
}

/** Samples of one quantity at one size. */
export interface Point {
  readonly size: number
  readonly samples: readonly number[]
}

/** The median; for an even number of samples, the mean of the middle two. */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return (at(sorted, Math.floor(middle)) + at(sorted, Math.ceil(middle))) / 2
}

/** A figure from one or more samples. @throws RangeError if there are none, or one is not finite */
export function figure(name: string, unit: string, samples: number | readonly number[]): Figure {
  const all = typeof samples === "number" ? [samples] : samples
  if (all.length === 0 || !all.every(Number.isFinite)) throw new RangeError(`${name}: no usable samples`)
  return { name, unit, median: median(all), low: Math.min(...all), high: Math.max(...all) }
}

/**
 * How a quantity grows with size: the best-fitting exponent over all samples (least squares on logarithms), plus and
 * minus twice its standard error. 0 is flat, 1 linear, 2 quadratic.
 * @param points at least four sizes; samples of zero count as one thousandth, because zero has no logarithm
 * @throws RangeError for fewer than four sizes
 */
export function growth(name: string, points: readonly Point[]): Figure {
  if (points.length < 4) throw new RangeError(`${name}: growth needs four sizes`)
  const pairs = points.flatMap(({ size, samples }) =>
    samples.map((sample) => [Math.log(size), Math.log(Math.max(sample, 0.001))] as const),
  )
  const meanX = mean(pairs.map(([x]) => x))
  const meanY = mean(pairs.map(([, y]) => y))
  const sxx = sum(pairs.map(([x]) => (x - meanX) ** 2))
  const slope = sum(pairs.map(([x, y]) => (x - meanX) * (y - meanY))) / sxx
  const left = sum(pairs.map(([x, y]) => (y - meanY - slope * (x - meanX)) ** 2))
  const error = 2 * Math.sqrt(left / Math.max(1, pairs.length - 2) / sxx)
  return { name, unit: "exponent", median: slope, low: slope - error, high: slope + error }
}

/**
 * Merges each figure of several runs: the median of their medians, and the smallest and largest sample. An exponent's
 * bounds are not a spread over runs, so they become the medians of the bounds.
 */
export function overRuns(runs: readonly (readonly Figure[])[]): Figure[] {
  const [first = []] = runs
  return first.map((figure) => {
    const same = runs.flatMap((run) => run.filter(({ name }) => name === figure.name))
    const lows = same.map(({ low }) => low)
    const highs = same.map(({ high }) => high)
    const isExponent = figure.unit === "exponent"
    return {
      ...{ name: figure.name, unit: figure.unit, median: median(same.map((each) => each.median)) },
      low: isExponent ? median(lows) : Math.min(...lows),
      high: isExponent ? median(highs) : Math.max(...highs),
    }
  })
}

/** How many of all `samples` one run takes. */
export function share(samples: number, { runs }: BenchOptions): number {
  return Math.ceil(samples / runs)
}

/** Runs `once` `times` times, one after another. */
export async function repeat<T>(times: number, once: (run: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let run = 0; run < times; run++) results.push(await once(run))
  return results
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

function mean(numbers: readonly number[]): number {
  return sum(numbers) / numbers.length
}

function at(numbers: readonly number[], index: number): number {
  const number = numbers[index]
  if (number === undefined) throw new RangeError("no samples")
  return number
}
