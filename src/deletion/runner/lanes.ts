/** The lanes of all orgs: who may call now, in the order of asking. */
import {
  creditsMustBeGone,
  enter,
  leave,
  leaveRefused,
  leaveUnanswered,
  mayEnter,
  openLane,
  reopened,
} from "../lane"
import type { LaneState } from "../lane"
import type { Clock } from "../ports"

/** How a call came back. */
export interface CallOutcome {
  /** `refused`: 429. `none`: no answer of Zoho's API, or no call at all. */
  readonly answer: "good" | "refused" | "none"
  /** What Zoho said is left, if it did. */
  readonly credits: number | undefined
}

export interface Lanes {
  /** Waits for a place in the org's lane. */
  enter(orgId: string): Promise<void>
  /** Gives the place back. Returns true when the org's credits must be used up. */
  leave(orgId: string, outcome: CallOutcome): boolean
}

interface Lane {
  state: LaneState
  readonly waiting: (() => void)[]
  disarm: (() => void) | null
}

export function createLanes(clock: Clock, random: () => number, widest: () => number): Lanes {
  const lanes = new Map<string, Lane>()

  function laneOf(orgId: string): Lane {
    const lane = lanes.get(orgId) ?? { state: openLane(widest()), waiting: [], disarm: null }
    lanes.set(orgId, lane)
    return lane
  }

  function admit(lane: Lane): void {
    lane.disarm?.()
    lane.disarm = null
    while (lane.waiting.length > 0 && mayEnter(lane.state, clock.now())) {
      lane.state = enter(lane.state)
      lane.waiting.shift()?.()
    }
    const closedFor = lane.state.closedUntil - clock.now()
    if (lane.waiting.length > 0 && closedFor > 0) lane.disarm = clock.after(closedFor, () => admit(lane))
  }

  return {
    enter(orgId): Promise<void> {
      const lane = laneOf(orgId)
      return new Promise((resolve) => {
        lane.waiting.push(resolve)
        admit(lane)
      })
    },
    leave(orgId, { answer, credits }): boolean {
      const lane = laneOf(orgId)
      if (answer === "refused") lane.state = leaveRefused(lane.state, clock.now(), random())
      else lane.state = answer === "good" ? leave(lane.state) : leaveUnanswered(lane.state)
      const gone = answer === "refused" && (credits === 0 || creditsMustBeGone(lane.state))
      if (gone) lane.state = reopened(lane.state)
      admit(lane)
      return gone
    },
  }
}
