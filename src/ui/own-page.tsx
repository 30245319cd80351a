/**
 * Starts every page of ours: styles, language, and the storage it shows. If the storage does not open, the page says
 * so and tries again automatically. The script on Zoho's page starts in `tag-page/start.ts`.
 */
import { render, type ComponentChildren, type JSX } from "preact"
import { useErrorBoundary, useLayoutEffect } from "preact/hooks"

import { storageProblem } from "../i18n/fault-text"
import { speakLanguage, t } from "../i18n/translate"
import { coalesce } from "../lib/async"
import { changesOf } from "../storage/change-events"
import { storageFaultOf, type StorageFault } from "../storage/database"
import { openStore, type Store } from "../storage/store"
import { Button } from "./controls"
import { useStored } from "./hooks"
import { ProblemNotice } from "./notices"
import { adoptStyles } from "./styles"

/** Milliseconds until storage that did not open is tried again: a disk that was only busy needs no click. */
const RETRY_MS = 5_000

/**
 * Draws a page from storage, and again after the browser has closed the storage.
 * @param css of the page
 * @param draw may be asynchronous
 */
export function showPage(css: string, draw: (store: Store) => JSX.Element | Promise<JSX.Element>): void {
  adoptStyles(document, css)
  speakLanguage(document)
  const root = document.getElementById("__plasmo")
  if (!root) return
  let timer: ReturnType<typeof setTimeout> | undefined
  const open = coalesce(async () => {
    clearTimeout(timer)
    const page = await opened(draw, retry).catch((error: unknown) => {
      timer = setTimeout(retry, RETRY_MS)
      return <NoStorage fault={storageFaultOf(error)} onRetry={retry} />
    })
    // Tests take the page away while it waits for its storage.
    if (root.isConnected) render(page, root)
  })
  const retry = (): void => void open()
  retry()
}

async function opened(
  draw: (store: Store) => JSX.Element | Promise<JSX.Element>,
  onLost: () => void,
): Promise<JSX.Element> {
  const store = await openStore()
  store.closed.addEventListener("abort", onLost)
  const page = await draw(store)
  // Its key discards what was drawn from the previous storage.
  return (
    <Readable key={crypto.randomUUID()} onRetry={onLost}>
      {page}
    </Readable>
  )
}

/** The page, as long as the storage can be read. */
function Readable({ onRetry, children }: { onRetry: () => void; children: ComponentChildren }): JSX.Element {
  const [error] = useErrorBoundary() as [unknown, () => void]
  if (error === undefined) return <>{children}</>
  // Other errors are bugs.
  if (!(error instanceof DOMException)) throw error as Error
  return <NoStorage fault={storageFaultOf(error)} onRetry={onRetry} />
}

/** Shown if there is no storage. Retries on a click, and when the window gets the focus; see `showPage`, too. */
export function NoStorage({ fault, onRetry }: { fault: StorageFault; onRetry: () => void }): JSX.Element {
  // Not after the next frame, which a window in the background gets late: the focus may come before.
  useLayoutEffect(() => {
    window.addEventListener("focus", onRetry)
    return () => window.removeEventListener("focus", onRetry)
  }, [onRetry])
  return (
    <main class="ts storage">
      <h1>{t("app_name")}</h1>
      <ProblemNotice problem={storageProblem(fault)}>
        <Button onClick={onRetry}>{t("try_again")}</Button>
      </ProblemNotice>
    </main>
  )
}

// What every page of ours shows once after the browser has lost everything stored.

const onStorage = changesOf("storage")

export function LossNotice({ onKnown }: { readonly onKnown: () => void }): JSX.Element {
  return (
    <ProblemNotice problem={storageProblem("lost")}>
      <Button onClick={onKnown}>{t("close")}</Button>
    </ProblemNotice>
  )
}

/** The notice until the user closes it or something is stored again; else null. */
export function useLoss({ loss }: Pick<Store, "loss">): ComponentChildren {
  const isLost = useStored(onStorage, () => loss.isLost())
  return isLost ? <LossNotice onKnown={() => void loss.mark()} /> : null
}
