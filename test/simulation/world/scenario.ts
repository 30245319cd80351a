/** What one seed is about. Each turns only some of the troubles on, so that no trouble hides another. */
import { createRandom } from "./random"

/** What Zoho's data and jobs are like; these last. */
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

/** What goes wrong on the way; these cease when the simulation calms down. */
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

/** Every tenth seed has no troubles but those of the data, so that the exact number of calls can be compared with its bound. */
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
