import { render } from "preact"
import { ConfirmDialog } from "../../ui/confirm-dialog"
import { adoptStyles } from "../../ui/style"
import { Bar } from "./bar"
import { RowOverlay } from "./overlay"
import type { PageUi, PageUiCallbacks, PageUiProps } from "./props"
import { shield } from "./shield"
import { pageStyles } from "./styles"
import { pageTheme } from "./theme"

/** The element that carries everything of ours on Zoho's page. Never registered; it is a plain element. */
export const HOST_NAME = "tagsweep-root"

function createHost(signal: AbortSignal): { host: HTMLElement; root: HTMLDivElement } {
  const host = document.createElement(HOST_NAME)
  const shadow = host.attachShadow({ mode: "open" })
  adoptStyles(shadow, ...pageStyles)
  const root = document.createElement("div")
  root.className = "ts"
  shadow.append(root)
  shield(host, signal)
  return { host, root }
}

/** Direction and scheme as the page has them now; written only when they changed. */
function followPage(host: HTMLElement): void {
  const dir = getComputedStyle(document.documentElement).direction
  if (host.dir !== dir) host.dir = dir
  const theme = pageTheme()
  if (host.dataset["theme"] !== theme) {
    if (theme) host.dataset["theme"] = theme
    else delete host.dataset["theme"]
  }
}

/** Puts an empty host on the page; the first `update` draws. Everything of it is gone after `destroy`. */
export function mountPageUi(callbacks: PageUiCallbacks): PageUi {
  const gone = new AbortController()
  const { host, root } = createHost(gone.signal)
  let layer: HTMLDivElement | null = null
  const setLayer = (element: HTMLDivElement | null): void => {
    layer = element
  }
  const moveOverlay = (x: number, y: number): void => {
    if (layer) layer.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`
  }
  // On the root element, not in the body: apps replace the body's children, and the body may be positioned.
  const reattach = (): void => {
    if (!host.isConnected) document.documentElement.append(host)
  }
  reattach()
  return {
    update(props: PageUiProps) {
      followPage(host)
      const { overlay, dialog } = props
      render(
        <>
          <RowOverlay overlay={overlay} onToggle={callbacks.onToggle} layerRef={setLayer} />
          <Bar {...props} on={callbacks} />
          {dialog && <ConfirmDialog key={dialog.draft.draftId} {...dialog} {...callbacks} />}
        </>,
        root,
      )
      moveOverlay(overlay.origin.x - (overlay.clip?.x ?? 0), overlay.origin.y - (overlay.clip?.y ?? 0))
    },
    moveOverlay(x, y) {
      moveOverlay(x, y)
    },
    reattach,
    destroy() {
      gone.abort()
      render(null, root)
      host.remove()
    },
  }
}
