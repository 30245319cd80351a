import type { Plan } from "./state"

/** Tags a module may hold; the free edition is not listed by Zoho and gets the smallest. */
export const tagCaps: Record<Plan, number> = {
  Free: 20,
  Standard: 20,
  Professional: 60,
  Enterprise: 100,
  Ultimate: 200,
}

/** API credits a day, for an org with one user. */
export const credits: Record<Plan, number> = {
  Free: 5_000,
  Standard: 50_250,
  Professional: 50_500,
  Enterprise: 51_000,
  Ultimate: 52_000,
}

/** Calls in flight at once, per org and app. */
export const concurrency: Record<Plan, number> = {
  Free: 5,
  Standard: 10,
  Professional: 15,
  Enterprise: 20,
  Ultimate: 25,
}
