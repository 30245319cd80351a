/** When a bench fails. */
import { expect, test } from "vitest"
import { BUDGETS } from "../bench/budgets"
import { figure, type Figure } from "../bench/measure"
import { faults } from "../bench/report"

const scope = { benches: ["popup"], short: false }
const ALONE = "popup: first paint, a text alone"

/** The popup's figures: every budget just kept, but for these. */
function figures(others: Readonly<Record<string, number>>): Figure[] {
  const due = Object.entries(BUDGETS).filter(([, { bench }]) => bench === "popup")
  const kept = due.map(([name, { most = 0 }]): [string, number] => [name, most])
  return Object.entries({ ...Object.fromEntries(kept), ...others }).map(([name, value]) =>
    figure(name, "ms", value),
  )
}

test("with every budget kept there is no fault", () => {
  expect(faults(figures({ [ALONE]: 40 }), scope)).toEqual([])
})

test("a budget that is broken, or whose figure is missing, is one", () => {
  expect(faults(figures({ [ALONE]: 40, "popup: first paint, 50 jobs": 101 }), scope)).toEqual([
    "popup: first paint, 50 jobs: 101 ms, budget ≤ 100",
  ])
  const some = figures({ [ALONE]: 40 }).filter(({ name }) => name !== "popup: first paint, 1 jobs")
  expect(faults(some, scope)).toEqual(["popup: first paint, 1 jobs: has a budget and was not measured"])
})

test("where the browser alone breaks it, ours may take a quarter more than that, and no more", () => {
  expect(faults(figures({ [ALONE]: 160, "popup: first paint, 50 jobs": 200 }), scope)).toEqual([])
  expect(faults(figures({ [ALONE]: 160, "popup: first paint, 50 jobs": 201 }), scope)).toHaveLength(1)
})
