import type { JSX } from "preact"
import { useEffect, useState } from "preact/hooks"
import { isFinished } from "../deletion/job"
import type { RequestOf } from "../messaging/contract"
import { send } from "../messaging/send"
import type { Problem } from "../messaging/views"
import type { Store } from "../store/store"
import { t } from "../ui/i18n"
import { useLoss } from "../ui/loss"
import { downloadReport } from "../ui/report"
import { downloadStored } from "../ui/stored-report"
import { downloadTaskReport } from "../ui/task-report"
import { useAwake } from "../ui/use-awake"
import { useConnectNow } from "../ui/use-connect-now"
import type { JobCommand } from "./job-item"
import type { TaskCommand } from "./task-item"
import { tabInFront } from "./tab-in-front"
import { useOpened } from "./use-opened"
import { useWork } from "./use-work"
import { PopupView } from "./view"

const MINUTE = 60_000

/** The time, anew each half minute, for "3 minutes ago". */
function useNow(): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE / 2)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** A worker that has not answered by then (ms) is not waited for. */
const ANSWERS_IN = 1_000

/** What the tab in front allows. */
interface TabOffer {
  /** The tab, where tags can be looked for in it. */
  readonly look: number | null
  /** Hosts that a person has to grant before Tagsweep can work in it. */
  readonly origins: readonly string[]
}
const NO_OFFER: TabOffer = { look: null, origins: [] }

async function offerOfTab(): Promise<TabOffer> {
  const tabId = await tabInFront()
  if (tabId === null) return NO_OFFER
  const { may, origins } = await send("look.offered", { tabId })
  return { look: may ? tabId : null, origins }
}

/** Undefined until it is known. */
function useTabOffer(): [TabOffer | undefined, (offer: TabOffer) => void] {
  const [offer, setOffer] = useState<TabOffer>()
  useEffect(() => {
    const tooLate = new Promise<TabOffer>((resolve) => setTimeout(() => resolve(NO_OFFER), ANSWERS_IN))
    const found = offerOfTab().catch(() => NO_OFFER)
    void Promise.race([found, tooLate]).then(setOffer)
  }, [])
  return [offer, setOffer]
}

/** Asks in a window of its own: the popup would close when Zoho asks for a right. */
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
      if (shown.ok) window.close()
      else onProblem(shown.problem)
    } finally {
      setReading(false)
    }
  }
  return { isReading, ask }
}

type Told = Exclude<JobCommand | TaskCommand, "again">

function tell(name: Told, id: string): Promise<null> {
  return name.startsWith("task.")
    ? send(name as Extract<Told, `task.${string}`>, { taskId: id })
    : send(name as Extract<Told, `job.${string}`>, { jobId: id })
}

/** The popup over the real store and background. */
export function Popup({ store }: { store: Store }): JSX.Element {
  const now = useNow()
  const work = useWork(store)
  const loss = useLoss(store)
  const [openJob, setOpenJob] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const [offer, setOffer] = useTabOffer()
  const connectNow = useConnectNow(store)
  useAwake(work.all.some(({ state }) => !isFinished(state)))
  const opened = useOpened(store, openJob)
  const { backup } = opened
  const ask = (work: Promise<unknown>): void => {
    setFailure(null)
    work.catch(() => setFailure(t("command_failed")))
  }
  const question = useQuestion(({ happened, unchanged, remedy }) =>
    setFailure(`${happened} ${unchanged} ${remedy}`),
  )
  const command = (name: JobCommand | TaskCommand, ids: readonly string[]): void => {
    if (name === "again") ask(question.ask({ kind: "again", jobIds: [...ids] }))
    else ask(Promise.all(ids.map((id) => tell(name, id))))
  }
  const signIn = async (accountId: string): Promise<void> => {
    const outcome = await send("account.reconnect", { accountId })
    if (outcome.ok) return
    // What has to be typed is typed there.
    if (outcome.problem.action === "connect") open({ screen: "options" })
    else setFailure(`${outcome.problem.happened} ${outcome.problem.remedy}`)
  }
  const open = (request: RequestOf<"open">): void => ask(send("open", request).then(() => window.close()))
  /** At the org and module of the page in front, where that is one of the CRM's. */
  const openManager = (from: number | null): void =>
    open({ screen: "manager", ...(from !== null && { from }) })
  const look = async (tabId: number): Promise<void> => {
    if (await send("look.start", { tabId })) window.close()
    else setFailure(t("look_refused"))
  }
  return (
    <PopupView
      orgs={work.orgs}
      jobs={work.jobs}
      tasks={work.tasks}
      restorable={work.restorable}
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
      onTaskCommand={(name, taskId) => command(name, [taskId])}
      onRestore={(backupId) => ask(question.ask({ kind: "restore", backupId, tags: null }))}
      onDownload={(of, kind) =>
        downloadReport([of], kind, backup === undefined ? undefined : new Map([[of.job.id, backup]]))
      }
      onDownloadTask={downloadTaskReport}
      onLook={offer && offer.look !== null ? () => ask(look(offer.look ?? -1)) : offer && null}
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
      onOpenOptions={() => open({ screen: "options" })}
    />
  )
}
