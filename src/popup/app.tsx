/** The popup's data, requests and styles. What it draws is in `view.tsx`. */
import type { JSX } from "preact"
import { useEffect, useState } from "preact/hooks"
import { t } from "../i18n/translate"
import { isFinished } from "../jobs/job"
import { platformTabs, send } from "../messages/send"
import type { Problem } from "../messages/views"
import { changesOf } from "../storage/change-events"
import type { Store } from "../storage/store"
import { useConnectNow } from "../ui/connect-now"
import { useAwake, useRedraw, useStored } from "../ui/hooks"
import { askInWindow, jobActs, useOpenJob } from "../ui/job-details"
import { noResponse, plainProblem } from "../ui/notices"
import { useLoss } from "../ui/own-page"
import { PopupView } from "./view"

/** Often enough (ms) for "3 minutes ago". */
const HALF_A_MINUTE = 30_000

const onListed = changesOf("accounts", "jobs", "backups")

/** Until all of the list is read: parts that arrive later would move the rest under a click. */
const NOT_LISTED = { orgs: undefined, jobs: undefined }

/** The popup, connected to storage and background. */
export function Popup({ store }: { store: Store }): JSX.Element {
  const listed = useStored(onListed, async () => {
    const reading = [store.accounts.list(), store.jobs.list(Infinity), store.backups.list()] as const
    const [accounts, jobs, backups] = await Promise.all(reading)
    const restorable = new Set(backups.filter(({ complete }) => complete).map(({ id }) => id))
    return { orgs: accounts.map(({ org }) => org), jobs, restorable }
  })
  const loss = useLoss(store)
  const open = useOpenJob(store)
  const [failure, setFailure] = useState<Problem | null>(null)
  const [isReading, setReading] = useState(false)
  const [offer, setOffer] = useTabOffer()
  const connectNow = useConnectNow(store)
  useRedraw(HALF_A_MINUTE)
  useAwake(listed?.jobs.some(({ state }) => !isFinished(state)) ?? false)
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
  const { look: tabId, origins = [] } = offer ?? {}
  return (
    <PopupView
      {...{ ...(listed ?? NOT_LISTED), open, loss, connectNow, isReading, failure }}
      now={Date.now()}
      on={acts}
      onFindTags={typeof tabId === "number" ? () => void tried(look(tabId)) : tabId}
      missing={origins}
      onAllowed={() => setOffer(NO_OFFER)}
      onOpenManager={() => void tried(tabInFront().then(openManager))}
      onOpenBackups={() => openPage({ screen: "backups" })}
      onOpenOptions={() => openPage({ screen: "options" })}
    />
  )
}

// What the popup can offer for the tab in front: finding tags there, or granting its hosts first.

interface TabOffer {
  /** The tab's id, if tags can be found there. */
  readonly look: number | null
  /** Hosts that the user has to grant before Tagsweep can work in it. */
  readonly origins: readonly string[]
}
const NO_OFFER: TabOffer = { look: null, origins: [] }

/** If the service worker takes longer (ms), the popup stops waiting for it. */
const ANSWERS_IN = 1_000

/** Undefined until known. */
function useTabOffer(): [TabOffer | undefined, (offer: TabOffer) => void] {
  const [offer, setOffer] = useState<TabOffer>()
  useEffect(() => {
    const tooLate = new Promise<TabOffer>((resolve) => setTimeout(() => resolve(NO_OFFER), ANSWERS_IN))
    const found = offerOfTab().catch(() => NO_OFFER)
    void Promise.race([found, tooLate]).then(setOffer)
  }, [])
  return [offer, setOffer]
}

async function offerOfTab(): Promise<TabOffer> {
  const tabId = await tabInFront()
  if (tabId === null) return NO_OFFER
  const { may, origins } = await send("look.offered", { tabId })
  return { look: may ? tabId : null, origins }
}

/** The id of the tab behind the popup; null if there is none. */
async function tabInFront(): Promise<number | null> {
  const tabs = platformTabs()
  const [front] = (await tabs?.query({ active: true, currentWindow: true })) ?? []
  // Opened as a tab itself, the popup belongs to the tab that opened it.
  const own = await tabs?.getCurrent()
  const tab = own ? own.openerTabId : front?.id
  return tab ?? null
}

export const popupStyles = `
body{margin:0;background:var(--ground)}
.popup{display:flex;flex-direction:column;width:400px;max-width:100vw;max-height:600px;background:var(--ground)}
.popup>main{flex:1 1 auto;min-height:160px;overflow:auto}
.top,.bottom{display:flex;align-items:center;gap:8px;padding:8px 16px;min-height:44px}
.top{border-bottom:1px solid var(--line)}
.top .org{flex:1;font-weight:600}
.bottom{border-top:1px solid var(--line);flex-wrap:wrap}
.look{padding:4px 8px;border-top:1px solid var(--line)}
.jobs>.item{padding:12px 16px}
.jobs>.item+.item{border-top:1px solid var(--line)}
.line .text{flex:1;min-width:0}
.line>.btn.quiet:last-child{margin-inline-end:-8px}
.pad{padding:12px 16px}
.empty{display:grid;justify-items:center;gap:8px;padding:24px 32px;text-align:center;text-wrap:balance}
.empty>.btn{margin-top:8px}
.picture{width:240px;height:120px;margin-bottom:8px}
/* The obstacle needs the space. */
.empty:has([role=alert]) .picture{display:none}
.picture .page{fill:var(--sunk);stroke:var(--line)}
.picture .page.strong{fill:var(--ground);stroke:var(--edge)}
.picture .line{stroke:var(--line);fill:none}
.picture .mark{fill:var(--line)}
.picture .box{fill:var(--ground);stroke:var(--edge)}
.picture .box.on{fill:var(--accent);stroke:var(--accent)}
.picture .tick{fill:none;stroke:var(--on-accent);stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}
.picture .red{fill:var(--danger-fill)}
.picture .white{fill:var(--on-danger)}
.storage{width:400px;max-width:100vw}
.storage h1{font-size:16px;line-height:24px}
@media (forced-colors:active){.picture{forced-color-adjust:none}}`
