/** What the popup can offer for the tab in front: finding tags there, or granting its hosts first. */
import { useEffect, useState } from "preact/hooks"
import { platformTabs, send } from "../messages/send"

export interface TabOffer {
  /** The tab's id, if tags can be found there. */
  readonly look: number | null
  /** Hosts that the user has to grant before Tagsweep can work in it. */
  readonly origins: readonly string[]
}
export const NO_OFFER: TabOffer = { look: null, origins: [] }

/** If the service worker takes longer (ms), the popup stops waiting for it. */
const ANSWERS_IN = 1_000

/** Undefined until known. */
export function useTabOffer(): [TabOffer | undefined, (offer: TabOffer) => void] {
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
export async function tabInFront(): Promise<number | null> {
  const tabs = platformTabs()
  const [front] = (await tabs?.query({ active: true, currentWindow: true })) ?? []
  // Opened as a tab itself, the popup belongs to the tab that opened it.
  const own = await tabs?.getCurrent()
  const tab = own ? own.openerTabId : front?.id
  return tab ?? null
}
