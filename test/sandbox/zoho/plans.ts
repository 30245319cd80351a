/** What each Zoho edition allows. */
import type { Plan } from "./state"

/** Maximum number of tags per module. Zoho does not list the free edition; it gets the smallest value. */
export const tagCaps: Record<Plan, number> = {
  Free: 20,
  Standard: 20,
  Professional: 60,
  Enterprise: 100,
  Ultimate: 200,
}

/** API credits per day, for an org with one user. */
export const credits: Record<Plan, number> = {
  Free: 5_000,
  Standard: 50_250,
  Professional: 50_500,
  Enterprise: 51_000,
  Ultimate: 52_000,
}

/** Concurrent calls per org and app. */
export const concurrency: Record<Plan, number> = {
  Free: 5,
  Standard: 10,
  Professional: 15,
  Enterprise: 20,
  Ultimate: 25,
}
