import type { JSX } from "preact"
import { useEffect, useState } from "preact/hooks"
import { t } from "../i18n/translate"
import { isFinished, type Job } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import type { RequestOf } from "../messages/contract"
import { send } from "../messages/send"
import type { Problem } from "../messages/views"
import { downloadReport, downloadStored } from "../reports/job-report"
import { changesOf } from "../storage/change-events"
import type { Store } from "../storage/store"
import { useConnectNow } from "../ui/connect-now"
import { useAwake, useStored } from "../ui/hooks"
import { noResponse } from "../ui/no-response"
import { useLoss } from "../ui/own-page"
import type { BackupKnown } from "./details"
import type { JobCommand } from "./job-item"
import { NO_OFFER, tabInFront, useTabOffer } from "./tab-offer"
import { PopupView } from "./view"

const MINUTE = 60_000

/** The time, every half minute, for "3 minutes ago". */
function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE / 2)
    return () => clearInterval(timer)
  }, [])
  return now
}

/**
 * Asks in a separate window, because the popup closes when Zoho asks for a permission. In a tab it stays, and shows
 * the job.
 */
function useQuestion(onProblem: (problem: Problem) => void): {
  readonly isReading: boolean
  readonly ask: (request: RequestOf<"draft">) => Promise<void>
} {
  const [isReading, setReading] = useState(false)
  const ask = async (request: RequestOf<"draft">): Promise<void> => {
    setReading(true)
    try {
      const drafted = await send("draft", request)
      const shown = drafted.ok ? await send("draft.show", { draftId: drafted.value.draftId }) : drafted
      if (!shown.ok) onProblem(shown.problem)
    } finally {
      setReading(false)
    }
  }
  return { isReading, ask }
}

const onAccounts = changesOf("accounts")
const onJobs = changesOf("jobs")
const onBackups = changesOf("backups")
const onJobsAndBackups = changesOf("backups", "jobs")

/**
 * What the popup lists. Undefined until all of it is read: parts that arrive later would move the rest under a click.
 */
function useListed(store: Store): Pick<Listed, "orgs" | "jobs" | "restorable"> {
  const accounts = useStored(onAccounts, () => store.accounts.list())
  const jobs = useStored(onJobs, () => store.jobs.list(Infinity))
  const backups = useStored(onBackups, () => store.backups.list())
  if (!accounts || !jobs || !backups) return { orgs: undefined, jobs: undefined, restorable: new Set() }
  return {
    ...{ jobs, orgs: accounts.map((account) => account.org) },
    restorable: new Set(backups.filter(({ complete }) => complete).map(({ id }) => id)),
  }
}
type Listed = Parameters<typeof PopupView>[0]

/** The open job with its tags, and its backup; undefined until read. @param id null if none is open */
function useOpened({ jobs, backups }: Store, id: string | null): Pick<Listed, "record" | "backup"> {
  const whenOpen = <T,>(load: (id: string) => Promise<T>): (() => Promise<T | undefined>) =>
    id === null ? () => Promise.resolve(undefined) : () => load(id)
  const record = useStored<JobRecord | undefined>(
    onJobs,
    whenOpen((of) => jobs.load(of)),
    id ?? "",
  )
  const backup = useStored<BackupKnown | undefined>(
    onJobsAndBackups,
    whenOpen(async (of) => (await backups.summary(of)) ?? null),
    id ?? "",
  )
  return { record, backup }
}

/** The popup, connected to storage and background. */
export function Popup({ store }: { store: Store }): JSX.Element {
  const now = useNow()
  const listed = useListed(store)
  const loss = useLoss(store)
  const [openJob, setOpenJob] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [offer, setOffer] = useTabOffer()
  const connectNow = useConnectNow(store)
  const isOpen = ({ state }: Job): boolean => !isFinished(state)
  useAwake(listed.jobs?.some(isOpen) ?? false)
  const opened = useOpened(store, openJob)
  const { backup } = opened
  const fail = ({ happened, unchanged, remedy }: Problem): void =>
    setFailure(`${happened} ${unchanged} ${remedy}`)
  const ask = (asked: Promise<unknown>): void => {
    setFailure(null)
    asked.catch(() => fail(noResponse()))
  }
  const question = useQuestion(fail)
  const command = (name: JobCommand, jobIds: readonly string[]): void => {
    if (name === "again") ask(question.ask({ kind: "again", jobIds: [...jobIds] }))
    else ask(Promise.all(jobIds.map((jobId) => send(name, { jobId }))))
  }
  const signIn = async (accountId: string): Promise<void> => {
    const outcome = await send("account.reconnect", { accountId })
    if (outcome.ok) return
    // The options page has the fields to type what is needed.
    if (outcome.problem.action === "connect") open({ screen: "options" })
    else fail(outcome.problem)
  }
  const open = (request: RequestOf<"open">): void => ask(send("open", request).then(() => window.close()))
  /** At the org and module of the page in front, if that is a CRM page. */
  const openManager = (from: number | null): void =>
    open({ screen: "manager", ...(from !== null && { from }) })
  const look = async (tabId: number): Promise<void> => {
    if (await send("look.start", { tabId })) window.close()
    else setFailure(t("look_refused"))
  }
  return (
    <PopupView
      {...listed}
      openJob={openJob}
      {...opened}
      loss={loss}
      connectNow={connectNow}
      isReading={question.isReading}
      failure={failure}
      now={now}
      onOpenJob={setOpenJob}
      onCommand={command}
      onSignIn={(accountId) => ask(signIn(accountId))}
      onRestore={(backupId) => ask(question.ask({ kind: "restore", backupId, tags: null }))}
      onDownload={(of, kind) =>
        downloadReport([of], kind, backup === undefined ? undefined : new Map([[of.job.id, backup]]))
      }
      onFindTags={offer && offer.look !== null ? () => ask(look(offer.look ?? -1)) : offer && null}
      missing={offer?.origins ?? []}
      onAllowed={() => setOffer(NO_OFFER)}
      onOpenManager={() => ask(tabInFront().then(openManager))}
      onOpenModule={(account, module) => open({ screen: "manager", account, module })}
      onDownloadSet={(of, kind) =>
        ask(
          downloadStored(
            store,
            of.map(({ id }) => id),
            kind,
          ),
        )
      }
      onOpenBackups={() => open({ screen: "backups" })}
      onOpenOptions={() => open({ screen: "options" })}
    />
  )
}
