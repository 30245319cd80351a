/** Compares figures with their budgets; prints a table and writes a file. */
import { mkdirSync, writeFileSync } from "node:fs"
import { cpus, totalmem } from "node:os"
import { BUDGETS, type Budget } from "./budgets"
import type { Figure } from "./measure"

export const FIGURES_FILE = "build/bench/figures.json"

/** What a run must have measured. */
export interface Scope {
  readonly benches: readonly string[]
  readonly short: boolean
}

/** Broken budgets, and budgets whose figure is missing. One line each. */
export function faults(figures: readonly Figure[], scope: Scope): string[] {
  const due = Object.entries(BUDGETS).filter(
    ([, budget]) => scope.benches.includes(budget.bench) && (budget.short === true || !scope.short),
  )
  return due.flatMap(([name, budget]) => {
    const found = figures.find((figure) => figure.name === name)
    if (!found) return [`${name}: has a budget and was not measured`]
    return keeps(found, budget) || isOfMachine(found, budget, figures)
      ? []
      : [`${name}: ${shown(found)}, budget ${limitOf(budget)}`]
  })
}

function keeps(figure: Figure, { most, least, of }: Budget): boolean {
  const value = of ? figure[of] : figure.median
  return (most === undefined || value <= most) && (least === undefined || value >= least)
}

/** Whether the figure stays within its allowance over what the machine takes without our code. */
function isOfMachine(figure: Figure, { unless }: Budget, figures: readonly Figure[]): boolean {
  const alone = figures.find(({ name }) => name === unless?.figure)
  return unless !== undefined && alone !== undefined && figure.median <= unless.times * alone.median
}

/** The table: each figure, its spread, its budget and the verdict. */
export function table(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ name }) => name.length))
  return figures
    .map((figure) => {
      const budget = BUDGETS[figure.name]
      const verdict = budget ? `${verdictOn(figure, budget, figures)} ${limitOf(budget)}` : ""
      return `${figure.name.padEnd(width)}  ${shown(figure).padEnd(34)}  ${verdict}`.trimEnd()
    })
    .join("\n")
}

function verdictOn(figure: Figure, budget: Budget, figures: readonly Figure[]): string {
  if (keeps(figure, budget)) return "✓"
  return isOfMachine(figure, budget, figures) ? "the machine breaks" : "✗"
}

function shown({ unit, median, low, high }: Figure): string {
  const middle = `${rounded(median)} ${unit}`
  return low === high ? middle : `${middle} (${rounded(low)} to ${rounded(high)})`
}

function limitOf({ most, least }: Budget): string {
  return most === undefined ? `≥ ${String(least)}` : `≤ ${most}`
}

function rounded(number: number): string {
  const digits = Math.abs(number) >= 100 ? 0 : Math.abs(number) >= 10 ? 1 : 2
  return String(Number(number.toFixed(digits)))
}

const MIB = 1024 * 1024
/** Bytes of a page of memory. */
const PAGE = 4_096

/** Time (µs) to allocate a page of memory: it differs tenfold between machines with the same name. */
function newMemory(): string {
  const bytes = 128 * MIB
  const start = performance.now()
  Buffer.alloc(bytes, 1)
  return `${rounded(((performance.now() - start) * 1_000) / (bytes / PAGE))} µs for a new page of memory`
}

/** Describes the machine on which the figures were measured. */
export function machine(): string {
  const cores = cpus()
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB, ${newMemory()}`
  return `${cores.length} × ${cores[0]?.model.trim() ?? "unknown processor"}, ${memory}, Node ${process.versions.node}`
}

export function writeFigures(figures: readonly Figure[], scope: Scope, runs: number): void {
  mkdirSync("build/bench", { recursive: true })
  const content = { machine: machine(), measuredAt: new Date().toISOString(), ...scope, runs, figures }
  writeFileSync(FIGURES_FILE, `${JSON.stringify(content, null, 2)}\n`)
}
