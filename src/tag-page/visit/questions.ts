/**
 * Asks from Zoho's page: sends the request, waits for the answer given in our window, then follows the job. It polls,
 * because a content script cannot read our storage and a port would close with the service worker.
 */
import { isGood, totalOf } from "../../jobs/items"
import { isFinished } from "../../jobs/job"
import type { RequestOf } from "../../messages/contract"
import { ContextInvalidated, send } from "../../messages/send"
import type { Drafted, DraftState, JobProgress, Problem } from "../../messages/views"
import { noResponse, orNoResponse } from "../../ui/notices"
import type { VisitModel } from "./state"

const EVERY_MS = 1_000

export interface Questions {
  /** Has the background read the selected tags and ask the user. */
  askDeletion(): Promise<void>
  /** The same for restoring what the bar's job deleted. */
  askUndo(): Promise<void>
  /** Shows that a question is open until it is answered, then its job. */
  awaitAnswer(question: Drafted): Promise<void>
  /** Shows a job in the bar until it ends. */
  follow(jobId: string): Promise<void>
}

/** Each method throws ContextInvalidated, as `send` does. */
export function createQuestions(model: VisitModel, signal: AbortSignal): Questions {
  async function follow(jobId: string): Promise<void> {
    for (;;) {
      const job = document.hidden ? undefined : await answered(send("job.progress", { jobId }))
      if (signal.aborted || job === null) return
      if (job) onProgress(model, job)
      if (job && isFinished(job.state)) return
      await pause(signal)
    }
  }

  /** Resolves with undefined when `signal` aborts. */
  async function answerTo({ draftId }: Drafted): Promise<Exclude<DraftState, "open"> | undefined> {
    for (;;) {
      const state = document.hidden ? undefined : await answered(send("draft.state", { draftId }))
      if (signal.aborted) return undefined
      if (state !== undefined && state !== "open") return state
      await pause(signal)
    }
  }

  async function awaitAnswer(question: Drafted): Promise<void> {
    model.set({ question, reading: null })
    const state = await answerTo(question)
    if (state === undefined) return
    if (state !== "confirmed")
      model.set({ question: null, outcome: state === "expired" ? "expired" : "cancelled" })
    else if (question.kind === "deletion") {
      // The question counts as open until the job has something to show.
      await follow(question.draftId)
      // The page may have moved on to another module, whose bar must not show this.
      if (model.state.question === question) model.set({ question: null })
    } else model.set({ question: null, job: null, outcome: "restoring" })
  }

  async function ask(request: RequestOf<"draft">, tags: number): Promise<void> {
    model.set({ reading: tags, problem: null, outcome: null })
    const drafted = await orNoResponse(send("draft", request), unlessInvalidated)
    if (drafted.ok) await awaitAnswer(drafted.value)
    else model.set({ reading: null, problem: drafted.problem })
  }

  return {
    async askDeletion(): Promise<void> {
      const ready = model.ready()
      const names = model.names()
      const tags = [...model.selection.ids].map((id) => ({ id, name: names.get(id) ?? "" }))
      if (!ready || tags.length === 0) return
      const parts = [{ module: ready.tags.module.apiName, tags }]
      await ask({ kind: "deletion", accountId: ready.account.id, parts }, tags.length)
    },
    async askUndo(): Promise<void> {
      const { job } = model.state
      if (job) await ask({ kind: "restore", backupId: job.id, tags: null }, job.tags.done)
    },
    awaitAnswer,
    follow,
  }
}

function onProgress(model: VisitModel, job: JobProgress): void {
  const asked = { question: null, outcome: null } as const
  if (!isFinished(job.state)) model.set({ ...asked, job })
  // If it was cancelled in time, there is no result: the selection is as before, to be changed or deleted.
  else if (job.tags["not-sent"] === totalOf(job.tags) && job.state === "cancelled")
    model.set({ ...asked, job: null, outcome: "not-deleted" })
  else {
    const ids = job.outcomes.filter(isGood).map(({ id }) => id)
    model.set({ ...asked, job, gone: new Set([...model.state.gone, ...ids]) })
    model.selection.clear(ids)
  }
}

/** Undefined if no answer arrives because the service worker stopped; the next request restarts it. */
async function answered<T>(sent: Promise<T>): Promise<T | undefined> {
  try {
    return await sent
  } catch (error) {
    if (error instanceof ContextInvalidated) throw error
    return undefined
  }
}

/** Rethrows if the page has outlived its extension: no answer will come. */
function unlessInvalidated(error: unknown): Problem {
  if (error instanceof ContextInvalidated) throw error
  return noResponse()
}

/** Waits for a second, or until the user returns to the tab or its window. */
function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = new AbortController()
    const end = (): void => {
      clearTimeout(timer)
      done.abort()
      resolve()
    }
    const timer = setTimeout(end, EVERY_MS)
    document.addEventListener("visibilitychange", end, { signal: done.signal })
    window.addEventListener("focus", end, { signal: done.signal })
    signal.addEventListener("abort", end, { signal: done.signal })
  })
}
