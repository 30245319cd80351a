/** What the popup, the manager and the backups page do about jobs, and the job whose details they show. */
import { useState } from "preact/hooks"
import type { RequestOf } from "../messages/contract"
import { send } from "../messages/send"
import type { Problem } from "../messages/views"
import { downloadStored } from "../reports/job-report"
import { changesOf } from "../storage/change-events"
import type { Store } from "../storage/store"
import { useStored } from "./hooks"
import type { OpenJob } from "./job-details"
import type { JobActs } from "./job-item"
import { noResponse, orNoResponse } from "./no-response"

const onJobs = changesOf("jobs")
const onJobsAndBackups = changesOf("backups", "jobs")

/** @returns the job with its tags and its backup, both undefined until read */
export function useOpenJob({ jobs, backups }: Pick<Store, "jobs" | "backups">): OpenJob {
  const [id, onOpen] = useState<string | null>(null)
  const whenOpen = <T>(load: (id: string) => Promise<T>): (() => Promise<T | undefined>) =>
    id === null ? () => Promise.resolve(undefined) : () => load(id)
  const record = useStored(
    onJobs,
    whenOpen((of) => jobs.load(of)),
    id ?? "",
  )
  const backup = useStored(
    onJobsAndBackups,
    whenOpen(async (of) => (await backups.summary(of)) ?? null),
    id ?? "",
  )
  return { id, record, backup, onOpen }
}

/** Asks in a window of ours, for pages that may close. @returns why there is no question */
export async function askInWindow(request: RequestOf<"draft">): Promise<Problem | null> {
  const drafted = await orNoResponse(send("draft", request))
  const shown = drafted.ok
    ? await orNoResponse(send("draft.show", { draftId: drafted.value.draftId }))
    : drafted
  return shown.ok ? null : shown.problem
}

/**
 * @param on how this page asks a question, and shows a problem or that it is over
 * @param then called after a sign-in, or when another page of ours has opened
 */
export function jobActs(
  store: Pick<Store, "jobs" | "backups">,
  on: {
    readonly ask: (request: RequestOf<"draft">) => void
    readonly show: (problem: Problem | null) => void
  },
  then: { readonly signedIn?: () => void; readonly opened?: () => void } = {},
): JobActs & { readonly openPage: (request: RequestOf<"open">) => void } {
  const tried = (work: Promise<unknown>): void => {
    on.show(null)
    work.catch(() => on.show(noResponse()))
  }
  const openPage = (request: RequestOf<"open">): void => tried(send("open", request).then(then.opened))
  const signIn = async (accountId: string): Promise<void> => {
    on.show(null)
    const outcome = await orNoResponse(send("account.reconnect", { accountId }))
    if (outcome.ok) then.signedIn?.()
    // The options page has the fields to type what is needed.
    else if (outcome.problem.action === "connect") openPage({ screen: "options" })
    else on.show(outcome.problem)
  }
  return {
    openPage,
    onCommand: (command, jobIds) => {
      if (command === "again") on.ask({ kind: "again", jobIds: [...jobIds] })
      else tried(Promise.all(jobIds.map((jobId) => send(command, { jobId }))))
    },
    onSignIn: (accountId) => void signIn(accountId),
    onRestore: (backupId) => on.ask({ kind: "restore", backupId, tags: null }),
    onDownload: (jobIds, kind) => tried(downloadStored(store, jobIds, kind)),
    onOpenModule: (account, module) => openPage({ screen: "manager", account, module }),
  }
}
