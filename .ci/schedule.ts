/** Chooses and schedules the steps: two at a time for two cores; steps that measure time run alone. */
import type { Step } from "./steps"
import { failedOnce, type Tally } from "./tally"

const BUILD = "build"
const AT_ONCE = 2

const isBuild = ({ name }: Step): boolean => name === BUILD

/** The steps of a run. @param only comma-separated names; adds the build if a step reads it. @throws for other names */
export function chooseSteps(
  steps: readonly Step[],
  { only, release }: { readonly only?: string | undefined; readonly release: boolean },
): readonly Step[] {
  if (only === undefined) return steps.filter((step) => release || !step.release)
  const known = steps.map((step) => step.name)
  const names = only.split(",").map((name) => name.trim())
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`No step "${unknown.join(", ")}"; there are ${known.join(", ")}.`)
  const needsBuild = steps.some((step) => step.built && names.includes(step.name))
  return steps.filter((step) => names.includes(step.name) || (needsBuild && isBuild(step)))
}

/** Runs each step once. A step that throws fails. A step that reads the build waits for it, and fails without it. */
export async function runSteps(
  steps: readonly Step[],
  onEnd: (step: Step, tally: Tally, ms: number) => void = () => undefined,
): Promise<Tally[]> {
  const tallies = new Map<Step, Tally>()
  let hasBuilt = false
  let tellBuilt: (isBuilt: boolean) => void = () => undefined
  const built = new Promise<boolean>((resolve) => (tellBuilt = resolve))
  if (!steps.some(isBuild)) tellBuilt(false)

  async function runOne(step: Step): Promise<void> {
    const isReady = !step.built || (await built)
    const start = performance.now()
    const tally = isReady
      ? await step.run().catch((error: unknown) => failedOnce(String(error)))
      : failedOnce("There is no build to prove.")
    tallies.set(step, tally)
    if (isBuild(step)) {
      hasBuilt = true
      tellBuilt(tally.failed === 0)
    }
    onEnd(step, tally, performance.now() - start)
  }

  /** Prefers a step that need not wait for the build. */
  function nextOf(queue: Step[]): Step | undefined {
    const ready = queue.findIndex((step) => !step.built || hasBuilt)
    return queue.splice(Math.max(ready, 0), 1)[0]
  }

  async function runQueue(queue: Step[]): Promise<void> {
    for (let step = nextOf(queue); step; step = nextOf(queue)) await runOne(step)
  }

  const queue = steps.filter((step) => !step.alone)
  await Promise.all(Array.from({ length: AT_ONCE }, () => runQueue(queue)))
  for (const step of steps) if (step.alone) await runOne(step)
  return steps.flatMap((step) => tallies.get(step) ?? [])
}
