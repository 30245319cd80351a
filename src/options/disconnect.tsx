/** Disconnects an organization: asks first, naming the jobs that this stops, then shows the result. */
import type { JSX } from "preact"
import { useId, useState } from "preact/hooks"
import { jobTitle } from "../i18n/job-text"
import { t } from "../i18n/translate"
import { groupBy } from "../lib/lists"
import { send } from "../messages/send"
import type { AccountView, Outcome } from "../messages/views"
import type { KnownClient } from "../storage/accounts"
import { changesOf } from "../storage/change-events"
import type { Store } from "../storage/store"
import { QuestionDialog } from "../ui/confirmation/question"
import { useStored } from "../ui/hooks"
import { useSettled } from "../ui/modal"

export interface Disconnecting {
  /** The result for an org that is no longer in the list; null: nothing to show. */
  readonly accountNote: string | null
  /** The account in question, with the titles of its open jobs, while the dialog is open. */
  readonly disconnecting: { readonly account: AccountView; readonly stops: readonly string[] } | null
  readonly onDisconnect: (accountId: string) => void
  /** The answer in the dialog; null: no. */
  readonly onDisconnectAnswer: (account: AccountView | null) => void
}

/**
 * @param settle shows the outcome's problem, if any; true on success
 * @param onDone called afterwards with the client that is kept for connecting again
 */
export function useDisconnect(
  store: Store,
  accounts: readonly AccountView[] | undefined,
  settle: (work: Promise<Outcome<unknown>>) => Promise<boolean>,
  onDone: (client: KnownClient | undefined) => void,
): Disconnecting & { readonly clearNote: () => void } {
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

/** Titles of unfinished jobs, by account id. */
async function openJobs(store: Store): Promise<ReadonlyMap<string, readonly string[]>> {
  const byAccount = groupBy(await store.jobs.open(), ({ accountId }) => accountId)
  return new Map([...byAccount].map(([accountId, jobs]) => [accountId, jobs.map(jobTitle)]))
}

/** Says what is lost, what is kept and which jobs stop before an organization is disconnected. */
export function DisconnectDialog(props: {
  readonly account: AccountView
  /** Titles of the jobs that this stops. */
  readonly stops: readonly string[]
  readonly onAnswer: Disconnecting["onDisconnectAnswer"]
}): JSX.Element {
  const { account, stops, onAnswer } = props
  const { org } = account
  const id = useId()
  const settled = useSettled()
  return (
    <QuestionDialog
      {...{ id, org }}
      title={t("disconnect_title", org.name)}
      confirm={{ label: t("disconnect"), kind: "danger", isReady: settled, act: () => onAnswer(account) }}
      onCancel={() => onAnswer(null)}
    >
      <div id={`${id}d`} class="will">
        <p>{t("disconnect_means")}</p>
        {stops.length > 0 && (
          <>
            <p class="strong" id={`${id}s`}>
              {t("disconnect_stops")}
            </p>
            <ul class="stops" aria-labelledby={`${id}s`}>
              {stops.map((title, at) => (
                <li key={at}>{title}</li>
              ))}
            </ul>
            <p class="soft">{t("disconnect_stops_means")}</p>
          </>
        )}
      </div>
    </QuestionDialog>
  )
}
