/** Disconnecting an organization: asked first, with the jobs that it stops; then told what has become of it. */
import { useState } from "preact/hooks"
import { groupBy } from "../lib/lists"
import { send } from "../messaging/send"
import type { AccountView, Outcome } from "../messaging/views"
import { changesOf } from "../store/changes"
import type { KnownClient } from "../store/accounts"
import type { Store } from "../store/store"
import { t } from "../ui/i18n"
import { jobTitle } from "../ui/job-text"
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
  const jobs = useStored(onJobs, () => openJobs(store))
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
    disconnecting: account ? { account, stops: jobs?.get(account.id) ?? [] } : null,
    onDisconnect: setAsked,
    onDisconnectAnswer: (answer) => {
      setAsked(null)
      if (answer) void disconnect(answer)
    },
  }
}

const onJobs = changesOf("jobs")

/** Titles of the jobs that are not finished, by account id. */
async function openJobs(store: Store): Promise<ReadonlyMap<string, readonly string[]>> {
  const byAccount = groupBy(await store.jobs.open(), ({ accountId }) => accountId)
  return new Map([...byAccount].map(([accountId, jobs]) => [accountId, jobs.map(jobTitle)]))
}
