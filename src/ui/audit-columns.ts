/** What says whose work a report is about, where and when, and why: the same in every report. */
import type { OrgRef, Reason } from "../deletion/job"
import { reasonText } from "./reason"

interface Work {
  readonly org: OrgRef
  /** Milliseconds since the epoch, as `finishedAt`. */
  readonly createdAt: number
  readonly finishedAt: number | null
  readonly confirmedBy: string | null
}

export const AUDIT_HEAD = [
  "Org",
  "Org ID",
  "Data centre",
  "Environment",
  "Confirmed at",
  "Finished at",
  "Confirmed by",
] as const

/** The cells below `AUDIT_HEAD`, in its order. */
export function auditCells({ org, createdAt, finishedAt, confirmedBy }: Work): string[] {
  const times = [createdAt, finishedAt].map(isoTime)
  return [org.name, org.id, org.location, org.environment, ...times, confirmedBy ?? ""]
}

/** The same as fields; times as `isoTime`, null for what has not happened. */
export function auditFields({ org, createdAt, finishedAt, confirmedBy }: Work): object {
  const [confirmed, finished] = [createdAt, finishedAt].map((at) => isoTime(at) || null)
  return { org, zohoUser: confirmedBy, confirmedAt: confirmed, finishedAt: finished }
}

/** A reason with Zoho's own code and words, and ours. */
export function reasonFields(reason: Reason | null): object | null {
  return reason && { ...reason, text: reasonText(reason) }
}

/** ISO 8601, UTC; empty for what has not happened. @param at milliseconds since the epoch */
export function isoTime(at: number | null): string {
  return at === null ? "" : new Date(at).toISOString()
}
