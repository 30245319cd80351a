/** The bar requests a question, waits for the answer and shows the result. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"

import { NO_ITEMS } from "../../src/jobs/items"
import { ContextInvalidated, send } from "../../src/messages/send"
import type { Drafted, JobProgress } from "../../src/messages/views"
import type { PageUiCallbacks } from "../../src/tag-page/ui/props"
import { createCallbacks, type Looking, type TagPageUrls } from "../../src/tag-page/visit/actions"
import { Questions } from "../../src/tag-page/visit/questions"
import { barState, VisitModel } from "../../src/tag-page/visit/state"
import { acme, moduleTags } from "../gallery/fixtures"

vi.mock("../../src/messages/send", async (load) => ({ ...(await load<object>()), send: vi.fn() }))

const question: Drafted = { draftId: "d1", kind: "deletion", tags: 2 }
const tags = moduleTags(3)

/** A page with two selected tags. */
function selected(): { readonly model: VisitModel; readonly callbacks: PageUiCallbacks } {
  const { signal } = new AbortController()
  const model = new VisitModel("known", () => undefined, signal)
  const account = { id: "a", org: acme }
  model.set({
    context: {
      ...{ status: "ready", account, tags, moduleName: "Potentials", commonNames: [], jobs: [] },
      question: null,
    },
  })
  model.selection.selectAll(tags.tags.slice(0, 2).map(({ id }) => id))
  const around = {
    questions: new Questions(model, signal),
    onBoxes: () => undefined,
    reload: () => Promise.resolve(),
    looking: {} as Looking,
    places: {} as TagPageUrls,
  }
  return { model, callbacks: createCallbacks(model, around) }
}

/** The same page after Delete was pressed. */
function asked(): VisitModel {
  const { model, callbacks } = selected()
  callbacks.onDelete()
  return model
}

/** Sets the background's answers, in order. */
function answered(...answers: readonly unknown[]): void {
  for (const answer of answers) {
    const reply = (): Promise<unknown> =>
      answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    vi.mocked(send).mockImplementationOnce(reply as typeof send)
  }
}

const running: Partial<JobProgress> = {
  ...{ id: "d1", state: "running", tags: NO_ITEMS, outcomes: [] },
}
const over: Partial<JobProgress> = {
  ...running,
  state: "completed",
  outcomes: [
    {
      ...{ id: tags.tags[0]?.id ?? "", name: "VIP", colorCode: null, records: null },
      state: "done",
      reason: null,
    },
  ],
}
const died = new Error("The message channel closed before a response was received.")

beforeEach(() => {
  vi.mocked(send).mockReset()
  vi.useFakeTimers()
})
afterEach(() => vi.useRealTimers())

describe("signing in from the tag page", () => {
  it("replaces Delete until it is answered, and keeps the selection", async () => {
    let answer = (_outcome: unknown): void => undefined
    answered(new Promise((resolve) => (answer = resolve)))
    const { model, callbacks } = selected()
    callbacks.onConnect()
    const says = (): string => barState(model.state, model.selection.ids.size).kind
    expect(says()).toBe("signing-in")
    answer({ ok: true, value: null })
    await vi.advanceTimersByTimeAsync(0)
    expect([says(), model.selection.ids.size]).toEqual(["ready", 2])
  })
})

describe("asking from the tag page", () => {
  it("sends the selected tags with the names shown, and shows that they are being read", async () => {
    answered(new Promise(() => undefined))
    const { state } = asked()
    expect(state.reading).toBe(2)
    const [one, two] = tags.tags.map(({ id, name }) => ({ id, name }))
    expect(send).toHaveBeenCalledExactlyOnceWith("draft", {
      ...{ kind: "deletion", accountId: "a", parts: [{ module: "Deals", tags: [one, two] }] },
    })
  })

  it("shows the question until it is answered, and locks the selection meanwhile", async () => {
    answered({ ok: true, value: question }, "open", died, "open", "closed")
    const model = asked()
    await vi.advanceTimersByTimeAsync(0)
    expect(model.state).toMatchObject({ question, reading: null })
    expect(model.isLocked()).toBe(true)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(model.state.question).toEqual(question)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(model.state).toMatchObject({ question: null, outcome: "cancelled", job: null })
    expect([model.isLocked(), model.selection.ids.size]).toEqual([false, 2])
  })

  it("polls at once when the window gets the focus", async () => {
    answered({ ok: true, value: question }, "open", "expired")
    const model = asked()
    await vi.advanceTimersByTimeAsync(100)
    window.dispatchEvent(new Event("focus"))
    await vi.advanceTimersByTimeAsync(0)
    expect(model.state).toMatchObject({ question: null, outcome: "expired" })
  })

  it("shows why it was refused, and keeps the selection", async () => {
    const problem = { kind: "nothing-left", happened: "", unchanged: "", remedy: "", action: "reload" }
    answered({ ok: false, problem })
    const model = asked()
    await vi.advanceTimersByTimeAsync(0)
    expect(model.state).toMatchObject({ reading: null, question: null, problem })
    expect(model.selection.ids.size).toBe(2)
  })

  it("shows that it got no answer", async () => {
    answered(died)
    const model = asked()
    await vi.advanceTimersByTimeAsync(0)
    expect(model.state).toMatchObject({ reading: null, problem: { kind: "no-answer" } })
  })

  it("shows that the page outlived its extension", async () => {
    answered(new ContextInvalidated("gone"))
    const model = asked()
    await vi.advanceTimersByTimeAsync(0)
    expect(model.state).toMatchObject({ invalidated: true })
  })
})

describe("a job on the tag page", () => {
  it("follows its question to the end even if the worker dies meanwhile", async () => {
    answered({ ok: true, value: question }, "confirmed", died, running, died, over)
    const model = asked()
    await vi.advanceTimersByTimeAsync(0)
    expect(model.state).toMatchObject({ question, job: null })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(model.state).toMatchObject({ question: null, job: running })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(model.state).toMatchObject({ job: over, gone: new Set([tags.tags[0]?.id]) })
    expect(model.selection.ids.size).toBe(1)
  })

  it("keeps the selection if it is cancelled before anything was sent", async () => {
    const counts = { ...NO_ITEMS, "not-sent": 2 }
    const cancelled = { ...running, state: "cancelled", counts } as const
    answered({ ok: true, value: question }, "confirmed", running, cancelled)
    const model = asked()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(model.state).toMatchObject({ job: null, outcome: "not-deleted" })
    expect(model.selection.ids.size).toBe(2)
  })

  it("leaves no question behind if the page may not see it", async () => {
    answered({ ok: true, value: question }, "confirmed", null)
    const model = asked()
    await vi.advanceTimersByTimeAsync(0)
    expect(model.state).toMatchObject({ question: null, job: null })
  })
})
