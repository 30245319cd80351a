/** The popup's data and requests. What it draws is in `view.tsx`. */
import type { JSX } from "preact"
import { useEffect, useState } from "preact/hooks"
import { t } from "../i18n/translate"
import { isFinished } from "../jobs/job"
import { send } from "../messages/send"
import type { Problem } from "../messages/views"
import { changesOf } from "../storage/change-events"
import type { Store } from "../storage/store"
import { useConnectNow } from "../ui/connect-now"
import { useAwake, useStored } from "../ui/hooks"
import { askInWindow, jobActs, useOpenJob } from "../ui/job-acts"
import { noResponse, plainProblem } from "../ui/no-response"
import { useLoss } from "../ui/own-page"
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

const onAccounts = changesOf("accounts")
const onJobs = changesOf("jobs")
const onBackups = changesOf("backups")

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

/** The popup, connected to storage and background. */
export function Popup({ store }: { store: Store }): JSX.Element {
  const now = useNow()
  const listed = useListed(store)
  const loss = useLoss(store)
  const open = useOpenJob(store)
  const [failure, setFailure] = useState<Problem | null>(null)
  const [isReading, setReading] = useState(false)
  const [offer, setOffer] = useTabOffer()
  const connectNow = useConnectNow(store)
  useAwake(listed.jobs?.some(({ state }) => !isFinished(state)) ?? false)
  const tried = async (work: Promise<unknown>): Promise<void> => {
    setFailure(null)
    await work.catch(() => setFailure(noResponse()))
  }
  const { openPage, ...acts } = jobActs(
    store,
    {
      ask: (request) => {
        setFailure(null)
        setReading(true)
        // In a window, because the popup closes when Zoho asks for a permission.
        void askInWindow(request).then((problem) => {
          setReading(false)
          setFailure(problem)
        })
      },
      show: setFailure,
    },
    { opened: () => window.close() },
  )
  /** At the org and module of the page in front, if that is a CRM page. */
  const openManager = (from: number | null): void =>
    openPage({ screen: "manager", ...(from !== null && { from }) })
  const look = async (tabId: number): Promise<void> => {
    if (await send("look.start", { tabId })) window.close()
    else setFailure(plainProblem(t("look_refused"), t("look_refused_remedy")))
  }
  return (
    <PopupView
      {...{ ...listed, now, open, loss, connectNow, isReading, failure }}
      on={acts}
      onFindTags={offer && offer.look !== null ? () => void tried(look(offer.look ?? -1)) : offer && null}
      missing={offer?.origins ?? []}
      onAllowed={() => setOffer(NO_OFFER)}
      onOpenManager={() => void tried(tabInFront().then(openManager))}
      onOpenBackups={() => openPage({ screen: "backups" })}
      onOpenOptions={() => openPage({ screen: "options" })}
    />
  )
}
