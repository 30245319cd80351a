/**
 * Whether a question has been watched long enough, and closely enough, to be believed. A page cannot hinder a look, but
 * it can act between two of them, and by working without a pause it can put them off while what it has drawn stands.
 */
import type { DialogSight } from "../../ui/confirm-dialog"

/** A person needs so long to see that what they read has been replaced by the question itself. */
const CLEAN_MS = 1_000
/** Looks are further apart than they should be by all that is beyond this. */
const USUAL_GAP_MS = 150
/** Of the last two seconds, at most half may have passed unwatched. */
const LATELY_MS = 2_000
const MOST_UNWATCHED_MS = 1_000

export interface WatchTime {
  /**
   * A look at `now` (ms, of a clock that only goes on).
   * @returns what can be said of the question; disturbed: now, or just before
   */
  look(now: number, disturbed: boolean): DialogSight
}

export function watchTime(start: number): WatchTime {
  let last = start
  let disturbedAt = -Infinity
  let gaps: { readonly until: number; readonly length: number }[] = []
  return {
    look(now, disturbed): DialogSight {
      const gap = now - last - USUAL_GAP_MS
      last = now
      if (gap > 0) gaps.push({ until: now, length: gap })
      gaps = gaps.filter(({ until }) => now - until < LATELY_MS)
      if (disturbed) disturbedAt = now
      if (now - disturbedAt < CLEAN_MS) return "disturbed"
      const unwatched = gaps.reduce((sum, { length }) => sum + length, 0)
      return unwatched > MOST_UNWATCHED_MS ? "unwatched" : "seen"
    },
  }
}
