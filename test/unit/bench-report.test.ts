/** Which figures make the bench fail. */
import { expect, test } from "vitest"
import { BARE_CALLS, BUDGETS } from "../bench/budgets"
import { figure, type Figure } from "../bench/measure"
import { faults } from "../bench/report"

const scope = { benches: ["job"], short: false }
const OURS = "job: 37 tags: of the ideal"

/** The job's figures: every budget just met, except for `others`. */
function figures(others: Readonly<Record<string, number>>): Figure[] {
  const due = Object.entries(BUDGETS).filter(([, { bench }]) => bench === "job")
  const kept = due.map(([name, { most, least = 0 }]): [string, number] => [name, most ?? least])
  return Object.entries({ ...Object.fromEntries(kept), ...others }).map(([name, value]) =>
    figure(name, "ratio", value),
  )
}

test("reports no fault if every budget is met", () => {
  expect(faults(figures({ [BARE_CALLS]: 1 }), scope)).toEqual([])
})

test("reports exceeded budgets and missing figures", () => {
  expect(faults(figures({ [BARE_CALLS]: 1, [OURS]: 1.11 }), scope)).toEqual([
    `${OURS}: 1.11 ratio, budget ≤ 1.1`,
  ])
  const some = figures({ [BARE_CALLS]: 1 }).filter(({ name }) => name !== OURS)
  expect(faults(some, scope)).toEqual([`${OURS}: has a budget and was not measured`])
})

test("on a slow machine, compares the figure with the bare calls, which must have been measured", () => {
  expect(faults(figures({ [BARE_CALLS]: 1.2, [OURS]: 1.27 }), scope)).toEqual([])
  expect(faults(figures({ [BARE_CALLS]: 1.2, [OURS]: 1.28 }), scope)).toHaveLength(1)
  expect(faults(figures({ [OURS]: 1.11 }), scope)).toHaveLength(1)
})
