import { describe, expect, it } from "vitest"

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
} from "../../src/runner/lane"
import type { LaneState } from "../../src/runner/lane"

const NOW = 1_700_000_000_000
const times = (count: number, lane: LaneState, change: (lane: LaneState) => LaneState): LaneState =>
  Array.from({ length: count }).reduce<LaneState>((last) => change(last), lane)
const refuse = (lane: LaneState, now: number): LaneState => leaveRefused(enter(lane), now, 0)
const answer = (lane: LaneState): LaneState => leave(enter(lane))

describe("a lane", () => {
  it("admits as many calls as it is wide", () => {
    const full = times(4, openLane(4), enter)
    expect(mayEnter(full, NOW)).toBe(false)
    expect(mayEnter(leave(full), NOW)).toBe(true)
  })

  it("halves itself at 429, waits, and widens by one after five good answers", () => {
    const halved = refuse(openLane(8), NOW)
    expect(halved.width).toBe(4)
    expect(mayEnter(halved, NOW + 499)).toBe(false)
    expect(mayEnter(halved, NOW + 500)).toBe(true)
    expect(times(4, halved, answer).width).toBe(4)
    expect(times(5, halved, answer).width).toBe(5)
    expect(times(500, halved, answer).width).toBe(8)
  })

  it("takes calls refused together for one refusal", () => {
    const both = leaveRefused(refuse(enter(openLane(8)), NOW), NOW + 10, 0)
    expect(both).toMatchObject({ width: 4, refusals: 1, inFlight: 0 })
  })

  it("waits twice as long each time, at most a minute, spread by chance", () => {
    const waits: number[] = []
    let lane = openLane(1)
    let now = NOW
    for (let refusal = 0; refusal < 8; refusal++) {
      lane = leaveRefused(enter(lane), now, 0.999_999)
      waits.push(Math.round((lane.closedUntil - now) / 1_000))
      now = lane.closedUntil
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
    expect(creditsMustBeGone(lane)).toBe(true)
  })

  it("learns nothing from a call without an answer", () => {
    const refused = refuse(openLane(8), NOW)
    expect(leaveUnanswered(enter(refused))).toEqual(refused)
    expect(answer(refused).refusals).toBe(0)
  })

  it("is not closed for ever by a clock that was set back", () => {
    expect(mayEnter(refuse(openLane(1), NOW), NOW - 86_400_000)).toBe(true)
  })

  it("stays closed, one call wide, once the credits are gone", () => {
    const gone = reopened(refuse(openLane(8), NOW))
    expect(gone).toMatchObject({ width: 1, refusals: 0 })
    expect(mayEnter(gone, NOW)).toBe(false)
  })
})

describe("another number of calls, set by the user", () => {
  it("holds at once for a lane that is as wide as allowed", () => {
    expect(allowing(openLane(5), 9)).toMatchObject({ width: 9, widest: 9 })
    expect(allowing(openLane(5), 2)).toMatchObject({ width: 2, widest: 2 })
  })

  it("leaves a lane slow that Zoho has slowed down, and never widens past what is set", () => {
    const slowed = refuse(openLane(8), 0)
    expect(allowing(slowed, 10)).toMatchObject({ width: 4, widest: 10 })
    expect(allowing(slowed, 3)).toMatchObject({ width: 3, widest: 3 })
  })

  it("changes nothing where it is the same", () => {
    const lane = openLane(5)
    expect(allowing(lane, 5)).toBe(lane)
  })
})
