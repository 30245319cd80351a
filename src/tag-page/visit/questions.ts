/** Asking from Zoho's page: the request, the wait for the answer given in our window, and the job that follows. */
import { isFinished } from "../../jobs/job"
import type { RequestOf } from "../../messages/contract"
import { ContextInvalidated, send } from "../../messages/send"
import type { Drafted, JobProgress, Problem } from "../../messages/views"
import { noResponse, orNoResponse } from "../../ui/no-response"
import { followJob, followQuestion } from "./job-watch"
import type { VisitModel } from "./state"

export interface Questions {
  /** Has the background read what is selected and ask the person. */
  askDeletion(): Promise<void>
  /** The same for restoring what the job in the bar deleted. */
  askUndo(): Promise<void>
  /** Shows that a question is open until it is answered, and then its job. */
  awaitAnswer(question: Drafted): Promise<void>
  /** Shows a job in the bar until it is over. */
  follow(jobId: string): Promise<void>
}

export function createQuestions(model: VisitModel, signal: AbortSignal): Questions {
  const follow = (jobId: string): Promise<void> => followJob(jobId, (job) => onProgress(model, job), signal)

  async function awaitAnswer(question: Drafted): Promise<void> {
    model.set({ question, reading: null })
    const state = await followQuestion(question.draftId, signal)
    if (state === undefined) return
    if (state !== "confirmed")
      model.set({ question: null, outcome: state === "expired" ? "expired" : "cancelled" })
    else if (question.kind === "deletion") {
      // The question is shown as open until there is something of the job to show.
      await follow(question.draftId)
      // The page has gone on to another module, whose bar shows nothing of it.
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
      if (job) await ask({ kind: "restore", backupId: job.jobId, tags: null }, job.counts.done)
    },
    awaitAnswer,
    follow,
  }
}

function onProgress(model: VisitModel, job: JobProgress): void {
  const asked = { question: null, outcome: null } as const
  if (!isFinished(job.state)) model.set({ ...asked, job })
  // Cancelled in time, there is no result: the selection stands as before, to be changed or asked about again.
  else if (job.counts["not-sent"] === job.tagCount && job.state === "cancelled")
    model.set({ ...asked, job: null, outcome: "not-deleted" })
  else {
    const ids = job.gone.map(({ id }) => id)
    model.set({ ...asked, job, gone: new Set([...model.state.gone, ...ids]) })
    model.selection.clear(ids)
  }
}

/** A page that outlived its extension has no answer to wait for. */
function unlessInvalidated(error: unknown): Problem {
  if (error instanceof ContextInvalidated) throw error
  return noResponse()
}
