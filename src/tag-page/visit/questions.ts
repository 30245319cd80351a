/**
 * Asks from Zoho's page: sends the request, waits for the answer given in our window, then follows the job. It polls,
 * because a content script cannot read our storage and a port would close with the service worker.
 */
import { isGood, totalOf } from "../../jobs/items"
import { isFinished } from "../../jobs/job"
import type { RequestOf } from "../../messages/contract"
import { ContextInvalidated, send } from "../../messages/send"
import type { Drafted, JobProgress, Problem } from "../../messages/views"
import { noResponse, orNoResponse } from "../../ui/notices"
import type { VisitModel } from "./state"

const EVERY_MS = 1_000

/** Each public method throws ContextInvalidated, as `send` does. */
export class Questions {
  readonly #model: VisitModel
  readonly #signal: AbortSignal

  constructor(model: VisitModel, signal: AbortSignal) {
    this.#model = model
    this.#signal = signal
  }

  /** Has the background read the selected tags and ask the user. */
  async askDeletion(): Promise<void> {
    const ready = this.#model.ready()
    const names = this.#model.names()
    const tags = [...this.#model.selection.ids].map((id) => ({ id, name: names.get(id) ?? "" }))
    if (!ready || tags.length === 0) return
    const parts = [{ module: ready.tags.module.apiName, tags }]
    await this.#ask({ kind: "deletion", accountId: ready.account.id, parts }, tags.length)
  }

  /** The same for restoring what the bar's job deleted. */
  async askUndo(): Promise<void> {
    const { job } = this.#model.state
    if (job) await this.#ask({ kind: "restore", backupId: job.id, tags: null }, job.tags.done)
  }

  async #ask(request: RequestOf<"draft">, tags: number): Promise<void> {
    this.#model.set({ reading: tags, problem: null, outcome: null })
    const drafted = await orNoResponse(send("draft", request), unlessInvalidated)
    if (drafted.ok) await this.awaitAnswer(drafted.value)
    else this.#model.set({ reading: null, problem: drafted.problem })
  }

  /** Shows that a question is open until it is answered, then its job. */
  async awaitAnswer(question: Drafted): Promise<void> {
    const model = this.#model
    model.set({ question, reading: null })
    const { draftId, kind } = question
    const answer = await this.#poll(
      () => send("draft.state", { draftId }),
      (state) => state !== "open",
    )
    if (answer === undefined) return
    if (answer !== "confirmed")
      model.set({ question: null, outcome: answer === "expired" ? "expired" : "cancelled" })
    else if (kind === "deletion") {
      // The question counts as open until the job has something to show.
      await this.follow(draftId)
      // The page may have moved on to another module, whose bar must not show this.
      if (model.state.question === question) model.set({ question: null })
    } else model.set({ question: null, job: null, outcome: "restoring" })
  }

  /** Shows a job in the bar until it ends. */
  async follow(jobId: string): Promise<void> {
    await this.#poll(
      () => send("job.progress", { jobId }),
      (job) => {
        if (job) onProgress(this.#model, job)
        return job === null || isFinished(job.state)
      },
    )
  }

  /** Asks every second while the tab is visible, until `isLast` accepts an answer; undefined if the visit ends first. */
  async #poll<T>(ask: () => Promise<T>, isLast: (answer: T) => boolean): Promise<T | undefined> {
    for (;;) {
      const answer = document.hidden ? undefined : await answered(ask())
      if (this.#signal.aborted) return undefined
      if (answer !== undefined && isLast(answer)) return answer
      await pause(this.#signal)
    }
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
