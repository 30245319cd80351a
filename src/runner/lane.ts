/**
 * One org's lane: how many calls may be in flight, and when. Zoho answers 429 both for too many calls at once
 * and for used-up credits, and names no time to wait
 * (https://www.zoho.com/crm/developer/docs/api/v8/api-limits.html), so the lane halves itself and waits,
 * widens again one by one, and takes it for the credits when even single calls are refused for long.
 */

/** Refusals in a row, at one call at a time, after which it can only be the credits: about three minutes. */
const REFUSALS_UNTIL_CREDITS = 8
/** Good answers in a row before the lane widens by one. */
const GOOD_BEFORE_WIDER = 5
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 60_000

export interface LaneState {
  /** Calls allowed in flight now; at least 1. */
  readonly width: number
  readonly widest: number
  readonly inFlight: number
  /** No call leaves before this time (ms since the epoch). */
  readonly closedUntil: number
  /** 429 answers in a row. */
  readonly refusals: number
  readonly goodInRow: number
}

export function openLane(widest: number): LaneState {
  return { width: widest, widest, inFlight: 0, closedUntil: 0, refusals: 0, goodInRow: 0 }
}

/** Another number of calls is allowed now. A lane that was as wide as allowed is so again, one that was slowed down stays so. */
export function allowing(lane: LaneState, widest: number): LaneState {
  if (widest === lane.widest) return lane
  return { ...lane, widest, width: lane.width === lane.widest ? widest : Math.min(lane.width, widest) }
}

export function mayEnter(lane: LaneState, now: number): boolean {
  return lane.inFlight < lane.width && (now >= lane.closedUntil || lane.closedUntil - now > LONGEST_WAIT)
}

export function enter(lane: LaneState): LaneState {
  return { ...lane, inFlight: lane.inFlight + 1 }
}

/** A call came back without an answer of Zoho's, or was not made after all: nothing is learnt from it. */
export function leaveUnanswered(lane: LaneState): LaneState {
  return { ...lane, inFlight: lane.inFlight - 1 }
}

/** A call came back with an answer that is not 429. */
export function leave(lane: LaneState): LaneState {
  const goodInRow = lane.goodInRow + 1
  const wider = goodInRow >= GOOD_BEFORE_WIDER && lane.width < lane.widest
  return {
    ...lane,
    inFlight: lane.inFlight - 1,
    refusals: 0,
    goodInRow: wider ? 0 : goodInRow,
    width: wider ? lane.width + 1 : lane.width,
  }
}

/**
 * A call came back with 429. Calls that were in flight together are refused together, so only the first of
 * them counts. `random` in [0, 1) spreads the wait between half and all of it.
 */
export function leaveRefused(lane: LaneState, now: number, random: number): LaneState {
  const left = { ...lane, inFlight: lane.inFlight - 1, goodInRow: 0 }
  if (now < lane.closedUntil && lane.closedUntil - now <= LONGEST_WAIT) return left
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** lane.refusals)
  return {
    ...left,
    width: Math.max(1, Math.floor(lane.width / 2)),
    refusals: lane.refusals + 1,
    closedUntil: now + Math.round(wait * (0.5 + random / 2)),
  }
}

export function creditsMustBeGone(lane: LaneState): boolean {
  return lane.width === 1 && lane.refusals >= REFUSALS_UNTIL_CREDITS
}

/** After a pause for credits the lane starts afresh, one call at a time; until the jobs know of it, it stays closed. */
export function reopened(lane: LaneState): LaneState {
  return { ...lane, width: 1, refusals: 0, goodInRow: 0 }
}
