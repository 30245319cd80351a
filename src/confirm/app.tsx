/** The window in which a person confirms what a page of Zoho's, or the popup, has asked for. */
import type { JSX } from "preact"
import { useEffect, useState } from "preact/hooks"
import browser from "webextension-polyfill"
import type { Draft } from "../store/drafts"
import type { Store } from "../store/store"
import { cancelDraft, DraftQuestion } from "../ui/draft-question"
import { t } from "../ui/i18n"
import { Notice } from "../ui/notice"
import { questionTitle } from "../ui/question-title"
import { useStored } from "../ui/use-stored"
import { Over } from "./over"

/** Closes the window, or the tab where there are no windows. No page can close itself in Firefox. */
async function closeThis(): Promise<void> {
  const tab = await browser.tabs.getCurrent()
  if (tab.id !== undefined) await browser.tabs.remove(tab.id)
}

/** Whether the tab that asked is gone. */
function useIsGone(tabId: number | null): boolean {
  const [isGone, setGone] = useState(false)
  useEffect(() => {
    if (tabId === null) return undefined
    const onRemoved = (removed: number): void => {
      if (removed === tabId) setGone(true)
    }
    browser.tabs.onRemoved.addListener(onRemoved)
    browser.tabs.get(tabId).catch(() => setGone(true))
    return () => browser.tabs.onRemoved.removeListener(onRemoved)
  }, [tabId])
  return isGone
}

function Open({ draft }: { draft: Draft }): JSX.Element {
  const isGone = useIsGone(draft.tabId)
  useEffect(() => {
    document.title = questionTitle(draft)
  }, [draft])
  return (
    <DraftQuestion
      draft={draft}
      {...(isGone && {
        more: (
          <Notice tone="info">
            <p>{t("asker_closed")}</p>
          </Notice>
        ),
      })}
      onStarted={() => void closeThis()}
      onCancel={() => {
        cancelDraft(draft)
        void closeThis()
      }}
    />
  )
}

/** A draft is frozen. */
const never = (): void => undefined

/** The question over the real store. */
export function Confirm({
  store,
  draftId,
}: {
  readonly store: Pick<Store, "drafts">
  readonly draftId: string
}): JSX.Element | null {
  const draft = useStored(never, async () => (await store.drafts.get(draftId))?.draft ?? null, draftId)
  if (draft === undefined) return null
  return draft ? <Open draft={draft} /> : <Over onClose={() => void closeThis()} />
}
