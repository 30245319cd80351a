/** What a draft would take, in numbers. */
import type { Job } from "../deletion/job"
import type { DeletionDraft, DraftTag, ManyDraft } from "../messaging/views"

/** Jobs that are looked at for how long Zoho takes, and how many must be there for a guess. */
const LATEST = 20

/** Milliseconds that a call took from the job's start to the re-read that proved it; null when none has run. */
export function paceOf(jobs: readonly Job[], orgId: string): number | null {
  const over = jobs
    .filter((job) => job.org.id === orgId && job.state === "completed" && job.finishedAt !== null)
    .slice(0, LATEST)
  if (over.length === 0) return null
  const took = over.map((job) => ((job.finishedAt ?? 0) - job.startAt) / Math.max(1, job.nextChunkIndex))
  return took.reduce((sum, each) => sum + each, 0) / over.length
}

/** Milliseconds that the draft may take: modules run side by side, as many as calls may be in flight. */
export function expectedTime(draft: ManyDraft, pace: number, widest: number): number {
  const longest = Math.max(...draft.parts.map((part) => part.calls))
  return Math.max(longest, draft.calls / widest) * pace
}

/** One call that deletes and at least one look at Zoho's job for each chunk, and one re-read. */
export function leastCredits({ calls }: Pick<DeletionDraft, "calls">): number {
  return 2 * calls + 1
}

export interface RecordsTold {
  /** A record with several of the tags counts once for each. */
  readonly most: number
  /** Tags of which nobody knows. */
  readonly unknown: number
}

export function recordsTold(tags: readonly DraftTag[]): RecordsTold {
  const most = tags.reduce((sum, tag) => sum + (tag.records ?? 0), 0)
  return { most, unknown: tags.filter((tag) => tag.records === null).length }
}

/** Tags that Zoho will refuse because something uses them. */
export function refusals(tags: readonly DraftTag[]): readonly (DraftTag & { usedIn: readonly string[] })[] {
  return tags.flatMap((tag) => (tag.usedIn?.length ? [{ ...tag, usedIn: tag.usedIn }] : []))
}
