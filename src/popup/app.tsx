import type { JSX } from "preact"
import { useEffect, useState } from "preact/hooks"
import type { JobRecord } from "../deletion/job"
import { send } from "../messaging/send"
import { onStoreChange } from "../store/changes"
import type { Store } from "../store/store"
import { t } from "../ui/i18n"
import { useStored } from "../ui/use-stored"
import type { JobCommand } from "./job-item"
import { downloadReport } from "./report"
import { PopupView } from "./view"

/** As many as anyone scrolls through; older ones are kept all the same. */
const MOST_JOBS = 50
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

/** The popup over the real store and background. */
export function Popup({ store }: { store: Store }): JSX.Element {
  const now = useNow()
  const accounts = useStored(onStoreChange, () => store.accounts.list())
  const jobs = useStored(onStoreChange, () => store.jobs.list(MOST_JOBS))
  const [openJob, setOpenJob] = useState<string | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const record = useStored<JobRecord | undefined>(
    onStoreChange,
    () => (openJob === null ? Promise.resolve(undefined) : store.jobs.load(openJob)),
    openJob ?? "",
  )
  const ask = (work: Promise<unknown>): void => {
    setFailure(null)
    work.catch(() => setFailure(t("command_failed")))
  }
  const openScreen = (screen: "options" | "manager"): void =>
    ask(send("open", { screen }).then(() => window.close()))
  return (
    <PopupView
      orgs={accounts?.map((account) => account.org)}
      jobs={jobs}
      openJob={openJob}
      record={record}
      failure={failure}
      now={now}
      onOpenJob={setOpenJob}
      onCommand={(command: JobCommand, jobId) => ask(send(command, { jobId }))}
      onSignIn={(accountId) => ask(send("account.reconnect", { accountId }))}
      onDownload={downloadReport}
      onOpenManager={() => openScreen("manager")}
      onOpenOptions={() => openScreen("options")}
    />
  )
}
