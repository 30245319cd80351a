// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"

import type { DeletionDraft, JobProgress } from "../../src/messaging/views"
import { ContextInvalidated, send } from "../../src/messaging/send"
import { createActions } from "../../src/page/visit/actions"
import { createModel } from "../../src/page/visit/model"
import type { VisitModel } from "../../src/page/visit/model"
import type { Places } from "../../src/page/visit/places"

vi.mock("../../src/messaging/send", async (load) => ({ ...(await load<object>()), send: vi.fn() }))

const dialog = { draft: { draftId: "d1" } as DeletionDraft, busy: false, problem: null }

/** A question on the page, just answered with yes; the background answers what is mocked. */
function agreed(): VisitModel {
  const { signal } = new AbortController()
  const model = createModel("known", () => undefined, signal)
  model.set({ dialog })
  const around = { onBoxes: () => undefined, reload: () => Promise.resolve(), places: {} as Places }
  createActions(model, around, signal).callbacks.onConfirm(null, false)
  return model
}

/** A confirmation that the background answers in that way. */
async function confirmed(answer: Promise<never>): Promise<VisitModel> {
  vi.mocked(send).mockReturnValueOnce(answer)
  const model = agreed()
  await vi.waitFor(() => expect(model.state.dialog?.busy ?? false).toBe(false))
  return model
}

function answered(...answers: readonly unknown[]): void {
  for (const answer of answers) {
    const reply = (): Promise<unknown> =>
      answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    vi.mocked(send).mockImplementationOnce(reply as typeof send)
  }
}

const running: Partial<JobProgress> = { jobId: "j1", state: "running", goneIds: [] }
const over: Partial<JobProgress> = { ...running, state: "completed", goneIds: ["1"] }

beforeEach(() => vi.mocked(send).mockReset())
afterEach(() => vi.useRealTimers())

describe("a confirmation on the tag page", () => {
  it("that gets no answer can be given again, and does not say that nothing was begun", async () => {
    const { state } = await confirmed(Promise.reject(new Error("the worker ended")))
    expect(state.dialog).toMatchObject({ draft: { draftId: "d1" }, problem: { kind: "no-answer" } })
    expect(state.dialog?.problem?.unchanged).toBe("Whether it has begun is not known.")
  })

  it("from a page that outlived its extension closes the question and says so", async () => {
    const { state } = await confirmed(Promise.reject(new ContextInvalidated("gone")))
    expect(state).toMatchObject({ dialog: null, invalidated: true })
  })
})

describe("a job on the tag page", () => {
  it("is followed to its end though the worker dies under the questions", async () => {
    vi.useFakeTimers()
    const died = new Error("The message channel closed before a response was received.")
    answered({ ok: true, value: { jobId: "j1" } }, died, running, died, over)
    const model = agreed()
    await vi.advanceTimersByTimeAsync(0)
    expect(model.state).toMatchObject({ dialog: { busy: true }, job: null })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(model.state).toMatchObject({ dialog: null, job: running })
    await vi.advanceTimersByTimeAsync(2_000)
    expect(model.state).toMatchObject({ job: over, gone: new Set(["1"]) })
    expect(send).toHaveBeenCalledTimes(5)
  })

  it("that is not to be seen from here leaves no question behind", async () => {
    answered({ ok: true, value: { jobId: "j1" } }, null)
    const model = agreed()
    await vi.waitFor(() => expect(model.state.dialog).toBeNull())
    expect(model.state.job).toBeNull()
  })
})
