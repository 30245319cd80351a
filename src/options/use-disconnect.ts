/** Disconnecting an organization: asked first, with the jobs that it stops; then told what has become of it. */
import { useState } from "preact/hooks"
import { send } from "../messaging/send"
import type { AccountView, Outcome } from "../messaging/views"
import { changesOf } from "../store/changes"
import type { KnownClient } from "../store/accounts"
import type { Store } from "../store/store"
import { t, tn } from "../ui/i18n"
import { taskTitle } from "../ui/task-line"
import { useStored } from "../ui/use-stored"
import type { OptionsViewProps } from "./view"

type Part = Pick<
  OptionsViewProps,
  "accountNote" | "disconnecting" | "onDisconnect" | "onDisconnectAnswer"
> & { readonly clearNote: () => void }

/**
 * @param settle shows the problem of what it is handed, if there is one; true when it went well
 * @param onDone called afterwards with the client that is kept for connecting again
 */
export function useDisconnect(
  store: Store,
  accounts: readonly AccountView[] | undefined,
  settle: (work: Promise<Outcome<unknown>>) => Promise<boolean>,
  onDone: (client: KnownClient | undefined) => void,
): Part {
  const work = useStored(onOpenWork, () => openWork(store))
  const [accountNote, setNote] = useState<string | null>(null)
  const [asked, setAsked] = useState<string | null>(null)
  const account = accounts?.find(({ id }) => id === asked)

  async function disconnect({ id: accountId, org }: AccountView): Promise<void> {
    setNote(t("disconnecting", org.name))
    const well = await settle(send("account.disconnect", { accountId }))
    setNote(well ? t("disconnected", org.name) : null)
    onDone(await store.accounts.lastClient())
  }

  return {
    accountNote,
    clearNote: () => setNote(null),
    disconnecting: account ? { account, stops: work?.get(account.id) ?? [] } : null,
    onDisconnect: setAsked,
    onDisconnectAnswer: (answer) => {
      setAsked(null)
      if (answer) void disconnect(answer)
    },
  }
}

const onOpenWork = changesOf("jobs", "tasks", "checks")

/** Titles of what is under way, by account id. */
async function openWork(store: Store): Promise<ReadonlyMap<string, readonly string[]>> {
  const [jobs, tasks, checks] = await Promise.all([
    store.jobs.open(),
    store.tasks.open(),
    store.checks.unfinished(),
  ])
  // A check's own job is told as the check.
  const ofChecks = new Set(checks.map(({ jobId }) => jobId))
  const ownJobs = jobs.filter(({ id }) => !ofChecks.has(id))
  const moving = checks.filter(({ stopped }) => stopped === null)
  const titles: readonly (readonly [accountId: string, title: string])[] = [
    ...ownJobs.map((job) => [job.accountId, tn("job_title", job.tagCount, job.module.pluralLabel)] as const),
    ...tasks.map((task) => [task.accountId, taskTitle(task)] as const),
    ...moving.map(({ accountId }) => [accountId, t("check_title")] as const),
  ]
  const byAccount = new Map<string, string[]>()
  for (const [accountId, title] of titles)
    byAccount.set(accountId, [...(byAccount.get(accountId) ?? []), title])
  return byAccount
}
