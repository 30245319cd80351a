/** Mounts everything we draw on Zoho's page in a shadow tree, out of reach of the page's styles and shortcuts. */
import { render } from "preact"

import { t } from "../../i18n/translate"
import { adoptStyles } from "../../ui/styles"
import { HOST_NAME } from "../frame"
import { forbidTranslation } from "../name-probe"
import { Bar } from "./bar"
import { moveFocus } from "./keyboard"
import type { PageUi, PageUiCallbacks, PageUiProps } from "./props"
import { RowBoxes } from "./row-boxes"
import { pageStyles } from "./styles"

/** Adds an empty host to the page; the first `update` draws. `destroy` removes everything. */
export function mountPageUi(callbacks: PageUiCallbacks): PageUi {
  // Read now: after the extension is updated, this page can no longer read its messages.
  for (const key of ["bar_invalidated", "reload_page"] as const) t(key)
  const gone = new AbortController()
  const host = document.createElement(HOST_NAME)
  const shadow = host.attachShadow({ mode: "open" })
  adoptStyles(shadow, ...pageStyles)
  const root = document.createElement("div")
  root.className = "ts"
  // Tag names must not be translated. Translators that enter a shadow tree do not look at what is outside it.
  for (const each of [host, root]) forbidTranslation(each)
  shadow.append(root)
  const finishMove = keepKeys(host, root, callbacks.onBeyond, gone.signal)
  let layer: HTMLDivElement | null = null
  const setLayer = (element: HTMLDivElement | null): void => {
    layer = element
  }
  // On the root element, not in the body: apps replace the body's children, and the body may be positioned.
  const reattach = (): void => {
    followPage(host)
    if (!host.isConnected) document.documentElement.append(host)
  }
  reattach()
  return {
    update(props: PageUiProps) {
      const { origin, clip } = props.overlay
      render(
        <>
          {/* First in the Tab order, because hundreds of boxes follow. */}
          <Bar {...props} on={callbacks} />
          <RowBoxes overlay={props.overlay} onToggle={callbacks.onToggle} layerRef={setLayer} />
          {props.tail > 0 && <div class="tail" style={{ top: `${props.tail}px` }} />}
        </>,
        root,
      )
      if (layer) {
        const [x, y] = [origin.x - (clip?.x ?? 0), origin.y - (clip?.y ?? 0)]
        layer.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`
      }
      finishMove()
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

/**
 * Keeps keys pressed in our host from the page's shortcuts by listening on the window, ahead of the page's document.
 * Typing, Enter, Space and Tab work by the browser's default actions.
 * @returns call it after each render: it moves on to a row box that did not exist when its arrow key was pressed
 */
function keepKeys(
  host: HTMLElement,
  root: HTMLElement,
  onBeyond: PageUiCallbacks["onBeyond"],
  signal: AbortSignal,
): () => void {
  /** An arrow key pressed at the end of the drawn boxes. */
  let pending: string | null = null

  function onKeyDown(event: KeyboardEvent): void {
    pending = null
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const around = (selector: string): HTMLElement | undefined =>
      [...root.querySelectorAll<HTMLElement>(selector)].find((each) => event.composedPath().includes(each))
    const [bar, boxes] = [around("[role=toolbar]"), around(".boxes")]
    if ((bar && moveFocus(bar, event.key)) || (boxes && moveFocus(boxes, event.key, true)))
      event.preventDefault()
    else if (boxes && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      pending = event.key
      onBeyond(event.key === "ArrowDown" ? 1 : -1)
      // Otherwise the page would scroll.
      event.preventDefault()
    }
  }

  const onKey = (event: KeyboardEvent): void => {
    if (!event.composedPath().includes(host)) return
    event.stopImmediatePropagation()
    if (event.type === "keydown") onKeyDown(event)
  }
  for (const type of ["keydown", "keyup", "keypress"] as const)
    window.addEventListener(type, onKey, { capture: true, signal })
  return () => {
    const boxes = root.querySelector<HTMLElement>(".boxes")
    if (pending !== null && boxes && moveFocus(boxes, pending, true)) pending = null
  }
}

/** Writes only what has changed. */
function followPage(host: HTMLElement): void {
  const dir = getComputedStyle(document.documentElement).direction
  if (host.dir !== dir) host.dir = dir
  const theme = pageTheme()
  if (host.dataset["theme"] === theme) return
  if (theme) host.dataset["theme"] = theme
  else delete host.dataset["theme"]
}

/**
 * The page's color scheme, judged by its background, on which our boxes lie. Undefined if it paints none and the
 * system decides.
 */
function pageTheme(): "light" | "dark" | undefined {
  for (const element of [document.body, document.documentElement]) {
    const light = luminance(getComputedStyle(element).backgroundColor)
    if (light !== null) return light < 0.4 ? "dark" : "light"
  }
  return undefined
}

/** Approximate relative luminance of a computed color; null if it is not opaque. */
function luminance(color: string): number | null {
  const [r = 0, g = 0, b = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number)
  if (!color.startsWith("rgb") || alpha < 1) return null
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255
}
