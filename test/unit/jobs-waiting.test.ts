/** What a job waits for, since when and until when, and the text that describes it. */
import { describe, expect, it } from "vitest"
import { waitText } from "../../src/i18n/job-text"
import type { Wait } from "../../src/jobs/job"
import { NOW, accepted, after, listed, plan, refusal, sending, status } from "../support/job-records"

const waitOf = (events: Parameters<typeof after>[1]): Wait | null => after(plan(4, 2), events).job.wait

describe("what a job waits for", () => {
  it("is its turn, while other jobs of the org go first", () => {
    const turn = { what: "turn", since: NOW, until: null }
    expect(plan(4).job.wait).toEqual(turn)
    expect(waitOf([{ type: "pause" }, { type: "resume" }])).toEqual(turn)
  })

  it("is nothing during a call, in a pause, and after its end", () => {
    expect(waitOf([sending(0)])).toBeNull()
    expect(waitOf([sending(0), accepted(0), { type: "pause" }])).toBeNull()
    expect(waitOf([{ type: "cancel" }])).toBeNull()
  })

  it("is Zoho, since the call was sent", () => {
    expect(waitOf([sending(0), accepted(0)])).toEqual({ what: "zoho", since: NOW, until: null })
  })

  it("is the outcome of an unanswered call, until the next re-read", () => {
    const wait = waitOf([sending(0), refusal("timed-out"), listed(["t0", "t1"])])
    expect(wait).toMatchObject({ what: "outcome", since: null })
    expect(wait?.until).toBeGreaterThan(NOW)
  })

  it("is a re-read that confirms Zoho's status", () => {
    const seen = [
      sending(0),
      accepted(0),
      sending(1),
      accepted(1),
      status("completed"),
      status("completed", 1),
    ]
    expect(waitOf([...seen, listed(["t0", "t1", "t2", "t3"], [0, 1])])?.what).toBe("re-read")
  })

  it("is the next attempt, after a failed call", () => {
    const wait = waitOf([sending(0), refusal("throttled"), sending(0), refusal("throttled")])
    expect(wait).toEqual({ what: "retry", since: null, until: NOW + 2_000 })
  })
})

describe("the text of a wait", () => {
  const until = NOW + 12_000

  it.each([
    [{ what: "zoho", since: NOW - 32_000, until: null }, "Zoho is working: 0:32"],
    [{ what: "zoho", since: NOW - 725_000, until: null }, "Zoho is working: 12:05"],
    [{ what: "turn", since: NOW - 5_000, until: null }, "Waiting for other jobs in this org."],
    [{ what: "retry", since: null, until }, "The last call didn’t get through. Next try in 12 s."],
    [{ what: "outcome", since: null, until }, "Zoho didn’t answer. Checking what it did. Next try in 12 s."],
    [{ what: "re-read", since: null, until: NOW - 1 }, "Zoho says it’s done. Checking that it is."],
  ] as const)("%j", (wait, text) => {
    expect(waitText(wait, NOW)).toBe(text)
  })

  it("is null for waits that end before the text could be read", () => {
    expect(waitText({ what: "zoho", since: NOW - 1_000, until: null }, NOW)).toBeNull()
    expect(waitText({ what: "turn", since: NOW - 1_000, until: null }, NOW)).toBeNull()
  })

  it("omits a countdown that only a clock change can explain", () => {
    const text = waitText({ what: "retry", since: null, until: NOW + 3_600_000 }, NOW)
    expect(text).toBe("The last call didn’t get through.")
  })
})
