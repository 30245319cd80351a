import { platformTabs } from "../messaging/platform"

/** The id of the tab that the user looks at beside the popup; null when there is none. */
export async function tabInFront(): Promise<number | null> {
  const tabs = platformTabs()
  const [front] = (await tabs?.query({ active: true, currentWindow: true })) ?? []
  // Opened as a tab of its own, as by the bar's details, the popup belongs to the tab that opened it.
  const own = await tabs?.getCurrent()
  const tab = own ? own.openerTabId : front?.id
  return tab ?? null
}
