/** Asking from Zoho's page: the request, the wait for the answer given in our window, and the job that follows. */
import { ContextInvalidated, send } from "../../messaging/send"
import type { RequestOf } from "../../messaging/contract"
import type { Drafted, JobProgress, Problem } from "../../messaging/views"
import { settled, silent } from "../../ui/silent"
import { followJob, followQuestion, isOver } from "./job-watch"
import type { VisitModel } from "./model"

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
    const drafted = await settled(send("draft", request), unlessInvalidated)
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
  const gone = isOver(job) ? new Set([...model.state.gone, ...job.goneIds]) : model.state.gone
  model.set({ job, gone, question: null, outcome: null })
  if (isOver(job)) model.selection.clear(job.goneIds)
}

/** A page that outlived its extension has no answer to wait for. */
function unlessInvalidated(error: unknown): Problem {
  if (error instanceof ContextInvalidated) throw error
  return silent()
}
