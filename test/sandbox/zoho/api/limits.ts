/** API credits and concurrency. */
import type { ZohoResponse } from "../http"
import type { Org } from "../state"
import { failure } from "./errors"

const day = 24 * 60 * 60 * 1000

/**
 * Charges a call's credits, or returns the refusal. Too many concurrent calls and exhausted credits have the same code,
 * without Retry-After.
 */
export function spend(org: Org, credits: number, now: number): ZohoResponse | undefined {
  if (now - org.creditsSince >= day) {
    org.creditsSince = now
    org.creditsUsed = 0
  }
  if (org.inFlight > org.concurrencyLimit || org.creditsUsed + credits > org.creditLimit) {
    return failure(429, "TOO_MANY_REQUESTS", "too many requests fired in concurrent")
  }
  org.creditsUsed += credits
  return undefined
}

/** `X-API-CREDITS-REMAINING` is sent only once half of the day's credits are used. */
export function creditHeaders(org: Org): Record<string, string> {
  if (org.creditsUsed * 2 < org.creditLimit) return {}
  return { "x-api-credits-remaining": String(org.creditLimit - org.creditsUsed) }
}
