/** The window where the user confirms what Zoho's page, the popup or a notification asked for. */
import type { JSX } from "preact"
import { useEffect, useState } from "preact/hooks"
import browser from "webextension-polyfill"

import { questionTitle } from "../i18n/job-text"
import { t } from "../i18n/translate"
import type { Draft } from "../storage/drafts"
import type { Store } from "../storage/store"
import { cancelDraft, DraftQuestion } from "../ui/confirmation/draft-question"
import { Button } from "../ui/controls"
import { useStored } from "../ui/hooks"
import { Notice } from "../ui/notices"

/** Closes the window, or the tab if the browser has no windows. In Firefox, a page cannot close itself. */
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
      more={
        isGone && (
          <Notice tone="info">
            <p>{t("asker_closed")}</p>
          </Notice>
        )
      }
      onStarted={() => void closeThis()}
      onCancel={() => {
        cancelDraft(draft)
        void closeThis()
      }}
    />
  )
}

/** A draft never changes. */
const never = (): void => undefined

/** The question, connected to storage. */
export function Confirm(props: { store: Pick<Store, "drafts">; draftId: string }): JSX.Element | null {
  const { store, draftId } = props
  const draft = useStored(never, async () => (await store.drafts.get(draftId))?.draft ?? null, draftId)
  if (draft === undefined) return null
  return draft ? <Open draft={draft} /> : <Over onClose={() => void closeThis()} />
}

/** A question that was answered, or asked before the browser restarted. */
export function Over({ onClose }: { readonly onClose: () => void }): JSX.Element {
  return (
    <main class="ts over">
      <h1>{t("question_over")}</h1>
      <p>{t("question_over_means")}</p>
      <Button autoFocus onClick={onClose}>
        {t("close")}
      </Button>
    </main>
  )
}

/** The question fills its window. */
export const confirmStyles = `
html,body{height:100%;margin:0;background:var(--ground)}
dialog.question{inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;border-radius:0;box-shadow:none}
.over{display:grid;justify-items:start;gap:12px;max-width:480px;padding:24px;font-size:14px}`
