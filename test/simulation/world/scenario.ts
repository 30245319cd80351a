/** The features of a seed. Each seed turns on only some troubles, so that none hides another. */
import { createRandom } from "./random"

/** Properties of Zoho's data and jobs. They last for the whole simulation. */
export const NATURES = [
  "in-use",
  "unnamed-offender",
  "kept-tags",
  "failed-jobs",
  "slow-jobs",
  "lying-counts",
  "stale-lists",
  "smaller-limit",
  "large",
  "two-orgs",
] as const

/** Troubles. They end when the simulation calms down. */
export const TROUBLES = [
  "kill",
  "idle-kill",
  "browser-restart",
  "second-worker",
  "lost-request",
  "lost-answer",
  "garbled-answer",
  "useless-answer",
  "slow-answer",
  "doubled-request",
  "doubled-answer",
  "offline",
  "token-expired",
  "token-revoked",
  "token-refused",
  "consent-withdrawn",
  "renewal-refused",
  "store-failure",
  "clock-jump",
  "too-many-calls",
  "out-of-credits",
  "role-changed",
  "permission-removed",
  "module-recreated",
  "module-hidden",
  "stuck-job",
  "forgotten-job",
  "short-list",
  "tag-deleted",
  "tag-renamed",
  "tag-recreated",
  "tag-put-to-use",
  "user-pauses",
  "user-resumes",
  "user-cancels",
  "user-retries",
  "others-meddle",
] as const

export type Feature = (typeof NATURES)[number] | (typeof TROUBLES)[number]

export type Scenario = ReadonlySet<Feature>

/** Every tenth seed has no troubles, so that its exact number of calls can be compared with the bound. */
export function isQuiet(seed: number): boolean {
  return seed % 10 === 0
}

export function scenarioOf(seed: number): Scenario {
  const random = createRandom(~seed)
  const density = random.pick([0.1, 0.25, 0.5])
  const natures = NATURES.filter((nature) => random.chance(nature === "large" ? 0.03 : 0.3))
  const troubles = TROUBLES.filter(() => random.chance(density))
  return new Set<Feature>(isQuiet(seed) ? natures : [...natures, ...troubles])
}
