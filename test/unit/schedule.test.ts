/** A run of `npm test`: its steps, their order, and what makes it fail. */
import { describe, expect, it } from "vitest"
import { chooseSteps, runSteps } from "../../.ci/schedule"
import { STEPS, type Step } from "../../.ci/steps"
import { failedOnce, passedOnce, sum } from "../../.ci/tally"

const names = (steps: readonly Step[]): string[] => steps.map(({ name }) => name)
const quick = { release: false }
const release = { release: true }

describe("the steps of a run", () => {
  it("are all steps for a release, and fewer during work", () => {
    expect(chooseSteps(STEPS, release)).toEqual(STEPS)
    const chosen = names(chooseSteps(STEPS, quick))
    expect(chosen.length).toBeLessThan(STEPS.length)
    expect(chosen).toEqual(expect.arrayContaining(["build", "lint", "unit", "simulation", "e2e"]))
  })

  it("can be chosen by name, including a release's steps", () => {
    expect(names(chooseSteps(STEPS, { ...quick, only: "lint, unit" }))).toEqual(["unit", "lint"])
    expect(names(chooseSteps(STEPS, { ...quick, only: "dead-code" }))).toEqual(["dead-code"])
  })

  it("include the build if they need it", () => {
    expect(names(chooseSteps(STEPS, { ...quick, only: "e2e" }))).toEqual(["build", "e2e"])
  })

  it("are refused if one name is unknown", () => {
    expect(() => chooseSteps(STEPS, { ...quick, only: "unit,lnit" })).toThrow('No step "lnit"')
    expect(() => chooseSteps(STEPS, { ...quick, only: "" })).toThrow("No step")
  })

  it("have unique names", () => {
    expect(new Set(names(STEPS)).size).toBe(STEPS.length)
  })
})

describe("a run", () => {
  const log: string[] = []
  const step = (name: string, more: Partial<Step> = {}): Step => ({
    name,
    run: async () => {
      log.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, 5))
      log.push(`${name} ends`)
      return passedOnce
    },
    ...more,
  })
  const ran = async (...steps: Step[]): Promise<string[]> => {
    log.length = 0
    await runSteps(steps)
    return log
  }

  it("runs two steps at once, and some alone", async () => {
    const order = await ran(step("browsers", { alone: true }), step("a"), step("b"), step("c"))
    expect(order.slice(0, 2)).toEqual(["a begins", "b begins"])
    expect(order.slice(-2)).toEqual(["browsers begins", "browsers ends"])
    expect(order).toHaveLength(8)
  })

  it("starts steps that need the build after the build", async () => {
    const order = await ran(step("reader", { built: true }), step("build"))
    expect(order).toEqual(["build begins", "build ends", "reader begins", "reader ends"])
  })

  it("runs steps that need the build in the queue that made it, and other steps meanwhile", async () => {
    const order = await ran(step("build"), step("reader", { built: true }), step("a"), step("b"))
    expect(order.slice(0, 2)).toEqual(["build begins", "a begins"])
    expect(order.indexOf("reader begins")).toBeLessThan(order.indexOf("b begins"))
  })

  it.each([
    ["has failed", [step("build", { run: async () => failedOnce("no") })]],
    ["is missing", []],
  ])("fails steps that need the build without starting them if the build %s", async (_what, before) => {
    log.length = 0
    const tallies = await runSteps([...before, step("reader", { built: true })])
    expect(tallies.at(-1)).toMatchObject({ passed: 0, failed: 1, details: "There is no build to prove." })
    expect(log).toEqual([])
  })

  it("runs a failing step once, continues, and reports it at the end", async () => {
    let tries = 0
    const failing = step("fails", { run: async () => failedOnce(`try ${++tries}`) })
    const throwing = step("throws", { run: () => Promise.reject(new Error("broken")) })
    const reported: string[] = []
    const tallies = await runSteps([failing, throwing, step("passes")], ({ name }) => reported.push(name))
    expect(sum(tallies)).toMatchObject({ passed: 1, failed: 2, details: "try 1\nError: broken" })
    expect(reported.toSorted()).toEqual(["fails", "passes", "throws"])
  })
})
