/** Statistics and output of the page benches. */
import { BUDGETS } from "../budgets"

/** The median; for an even number of values, the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const upper = sorted[half] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? Number.NaN)) / 2
}

/** A number measured by one of the page benches; its budget is in `budgets.ts`. */
export interface Figure {
  readonly name: string
  readonly value: number
  /** The samples whose median is `value`, if there are several. */
  readonly samples?: readonly number[]
  readonly unit: string
}

/** Prints the figures, and sets the exit code to 1 if one exceeds its budget. */
export function report(figures: readonly Figure[]): void {
  for (const { name, value, unit } of figures) {
    const most = BUDGETS[name]?.most
    if (most !== undefined && value > most) process.exitCode = 1
    const limit = most === undefined ? "" : ` of ${most} ${unit}`
    console.log(`${name.padEnd(58)} ${value.toFixed(2).padStart(9)} ${unit}${limit}`)
  }
}
