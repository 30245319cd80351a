/** The lanes of all orgs: who may call now. First what Zoho has to begin with, then what it may have done by now. */
import { catalogueRow } from "../zoho/errors/catalogue"
import type { ZohoFault } from "../zoho/errors/fault"
import {
  allowing,
  creditsMustBeGone,
  enter,
  leave,
  leaveRefused,
  leaveUnanswered,
  mayEnter,
  openLane,
  reopened,
} from "./lane"
import type { LaneState } from "./lane"
import type { Clock } from "./clock"

/** How a call came back. */
export interface CallOutcome {
  /** `refused`: 429. `none`: no answer of Zoho's API, or no call at all. */
  readonly answer: "good" | "refused" | "none"
  /** What Zoho said is left, if it did. */
  readonly credits: number | undefined
  /** What the call would have taken; 1 when left out. */
  readonly price?: number
}

/** What a fault tells a lane. */
export function answerOf(fault: ZohoFault): CallOutcome["answer"] {
  if (fault.kind === "throttled") return "refused"
  return catalogueRow(fault.kind).outcome === "unchanged" ? "good" : "none"
}

/** Whom a call lets go first, for a while: `second` those who come first, `last` all others. */
export type Turn = "first" | "second" | "last"

/** So much later (ms) than it did a call counts as having asked. */
const PATIENCE: Readonly<Record<Turn, number>> = { first: 0, second: 2_000, last: 4_000 }

export interface Lanes {
  /** Waits for a place in the org's lane; those of the same turn get it in the order of asking. */
  enter(orgId: string, turn?: Turn): Promise<void>
  /** Gives the place back. Returns true when the org's credits must be used up. */
  leave(orgId: string, outcome: CallOutcome): boolean
  /** Who waits for credits is called for every org that has none left. */
  whenOutOfCredits(told: (orgId: string) => void): void
  tellOutOfCredits(orgId: string): void
}

interface Waiting {
  readonly turn: Turn
  /** Since when (ms since the epoch). */
  readonly since: number
  readonly admit: () => void
}

interface Lane {
  state: LaneState
  /** In the order of asking. */
  readonly waiting: Waiting[]
  disarm: (() => void) | null
}

function newLane(widest: number): Lane {
  return { state: openLane(widest), waiting: [], disarm: null }
}

/** Takes out whose turn it is. */
function takeNext(waiting: Waiting[]): Waiting | undefined {
  const times = waiting.map(({ turn, since }) => since + PATIENCE[turn])
  return waiting.splice(times.indexOf(Math.min(...times)), 1)[0]
}

export function createLanes(clock: Clock, random: () => number, widest: () => number): Lanes {
  const lanes = new Map<string, Lane>()
  const listeners: ((orgId: string) => void)[] = []

  function laneOf(orgId: string): Lane {
    const lane = lanes.get(orgId) ?? newLane(widest())
    lane.state = allowing(lane.state, widest())
    lanes.set(orgId, lane)
    return lane
  }

  function admit(lane: Lane): void {
    lane.disarm?.()
    lane.disarm = null
    while (lane.waiting.length > 0 && mayEnter(lane.state, clock.now())) {
      lane.state = enter(lane.state)
      takeNext(lane.waiting)?.admit()
    }
    const closedFor = lane.state.closedUntil - clock.now()
    if (lane.waiting.length > 0 && closedFor > 0) lane.disarm = clock.after(closedFor, () => admit(lane))
  }

  return {
    enter(orgId, turn = "first"): Promise<void> {
      const lane = laneOf(orgId)
      return new Promise((admitted) => {
        lane.waiting.push({ turn, since: clock.now(), admit: admitted })
        admit(lane)
      })
    },
    leave(orgId, { answer, credits = Infinity, price = 1 }): boolean {
      const lane = laneOf(orgId)
      if (answer === "refused") lane.state = leaveRefused(lane.state, clock.now(), random())
      else lane.state = answer === "good" ? leave(lane.state) : leaveUnanswered(lane.state)
      const gone = answer === "refused" && (credits < price || creditsMustBeGone(lane.state))
      if (gone) lane.state = reopened(lane.state)
      admit(lane)
      return gone
    },
    whenOutOfCredits: (told) => void listeners.push(told),
    tellOutOfCredits(orgId): void {
      for (const told of listeners) told(orgId)
    },
  }
}
