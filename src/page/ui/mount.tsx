import { render } from "preact"
import { t } from "../../ui/i18n"
import { Bar } from "./bar"
import { createHost } from "./host"
import { RowOverlay } from "./overlay"
import type { PageUi, PageUiCallbacks, PageUiProps } from "./props"

/** Puts an empty host on the page; the first `update` draws. Everything of it is gone after `destroy`. */
export function mountPageUi(callbacks: PageUiCallbacks): PageUi {
  // To be said when nothing can be asked for any more.
  for (const key of ["bar_invalidated", "reload_page"] as const) t(key)
  const gone = new AbortController()
  const { element: host, root, follow } = createHost(gone.signal)
  let layer: HTMLDivElement | null = null
  const setLayer = (element: HTMLDivElement | null): void => {
    layer = element
  }
  const moveOverlay = (x: number, y: number): void => {
    if (layer) layer.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`
  }
  // On the root element, not in the body: apps replace the body's children, and the body may be positioned.
  const reattach = (): void => {
    follow()
    if (!host.isConnected) document.documentElement.append(host)
  }
  reattach()
  return {
    update(props: PageUiProps) {
      const { overlay } = props
      render(
        <>
          {/* First in the order of Tab: hundreds of boxes follow. */}
          <Bar {...props} on={callbacks} />
          <RowOverlay overlay={overlay} onToggle={callbacks.onToggle} layerRef={setLayer} />
          {props.tail > 0 && <div class="tail" style={{ top: `${props.tail}px` }} />}
        </>,
        root,
      )
      moveOverlay(overlay.origin.x - (overlay.clip?.x ?? 0), overlay.origin.y - (overlay.clip?.y ?? 0))
    },
    moveOverlay(x, y) {
      moveOverlay(x, y)
    },
    reattach,
    detach: () => host.remove(),
    destroy() {
      gone.abort()
      render(null, root)
      host.remove()
    },
  }
}
