import { BUDGETS } from "../budgets"

/** The middle value; of an even number of values, the mean of the two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2
}

/** A number that one of the page's benches has measured; its budget is with all the others. */
export interface Figure {
  readonly name: string
  readonly value: number
  /** Of what `value` is the middle, where there is more than one. */
  readonly samples?: readonly number[]
  readonly unit: string
}

/** Prints the figures and ends the process with 1 when one is over its budget. */
export function report(figures: readonly Figure[]): void {
  for (const { name, value, unit } of figures) {
    const most = BUDGETS[name]?.most
    if (most !== undefined && value > most) process.exitCode = 1
    const limit = most === undefined ? "" : ` of ${most} ${unit}`
    console.log(`${name.padEnd(58)} ${value.toFixed(2).padStart(9)} ${unit}${limit}`)
  }
}
