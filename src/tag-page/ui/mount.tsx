import { render } from "preact"

import { t } from "../../i18n/translate"
import { adoptStyles } from "../../ui/styles"
import { HOST_NAME } from "../frame"
import { forbidTranslation } from "../name-probe"
import { Bar } from "./bar"
import type { PageUi, PageUiCallbacks, PageUiProps } from "./props"
import { RowBoxes } from "./row-boxes"
import { pageStyles } from "./styles"
import { moveFocus } from "./toolbar-keys"

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
          <RowBoxes overlay={overlay} onToggle={callbacks.onToggle} layerRef={setLayer} />
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

// The element on Zoho's page that ours is in, apart from the page's styles.

export interface PageHost {
  readonly element: HTMLElement
  /** To be drawn into. */
  readonly root: HTMLDivElement
  /** Takes direction and scheme as the page has them now. */
  readonly follow: () => void
}

/** Makes a host that stands nowhere yet. */
function createHost(signal: AbortSignal): PageHost {
  const element = document.createElement(HOST_NAME)
  const shadow = element.attachShadow({ mode: "open" })
  adoptStyles(shadow, ...pageStyles)
  const root = document.createElement("div")
  root.className = "ts"
  // A tag's name is to be read as it is. Translators that look into shadow trees do not look out of them.
  for (const each of [element, root]) forbidTranslation(each)
  shadow.append(root)
  keepKeys(element, root, signal)
  return { element, root, follow: () => followPage(element) }
}

/**
 * Keeps keys that are pressed in our host from the page's shortcuts. They are stopped at the window on their way down,
 * before any listener of the page's document; nothing of ours listens for them further in. Typing, Enter, Space and Tab
 * work by the browser's default actions.
 */
function keepKeys(host: HTMLElement, root: HTMLElement, signal: AbortSignal): void {
  const onKey = (event: KeyboardEvent): void => {
    if (!event.composedPath().includes(host)) return
    event.stopImmediatePropagation()
    if (event.type === "keydown") onKeyDown(root, event)
  }
  for (const type of ["keydown", "keyup", "keypress"] as const)
    window.addEventListener(type, onKey, { capture: true, signal })
}

function onKeyDown(root: HTMLElement, event: KeyboardEvent): void {
  const bar = root.querySelector<HTMLElement>("[role=toolbar]")
  const isPlain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
  if (bar && isPlain && event.composedPath().includes(bar) && moveFocus(bar, event.key))
    event.preventDefault()
}

/** Written only when they changed. */
function followPage(host: HTMLElement): void {
  const dir = getComputedStyle(document.documentElement).direction
  if (host.dir !== dir) host.dir = dir
  const theme = pageTheme()
  if (host.dataset["theme"] !== theme) {
    if (theme) host.dataset["theme"] = theme
    else delete host.dataset["theme"]
  }
}

/** Relative luminance, roughly, of a computed color; null when it is not opaque. */
function luminance(color: string): number | null {
  const [r = 0, g = 0, b = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number)
  if (!color.startsWith("rgb") || alpha < 1) return null
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255
}

/** The page's scheme by its ground: our boxes lie on it. Undefined when it paints none and the system decides. */
function pageTheme(): "light" | "dark" | undefined {
  for (const element of [document.body, document.documentElement]) {
    const light = luminance(getComputedStyle(element).backgroundColor)
    if (light !== null) return light < 0.4 ? "dark" : "light"
  }
  return undefined
}
