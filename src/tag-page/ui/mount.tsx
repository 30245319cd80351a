/** Mounts everything we draw on Zoho's page, with its styles, in a shadow tree: out of reach of the page's own. */
import { render } from "preact"
import { t } from "../../i18n/translate"
import { adoptStyles } from "../../ui/styles"
import { HOST_NAME } from "../frame"
import { forbidTranslation } from "../name-probe"
import { Bar } from "./bar"
import { moveFocus } from "./keyboard"
import type { PageUiCallbacks, PageUiProps } from "./props"
import { RowBoxes } from "./row-boxes"

/** What we draw on the page: at first an empty host. */
export class PageUi {
  readonly #callbacks: PageUiCallbacks
  readonly #gone = new AbortController()
  readonly #host = document.createElement(HOST_NAME)
  readonly #root = document.createElement("div")
  readonly #finishMove: () => void

  constructor(callbacks: PageUiCallbacks) {
    // Read now: after the extension is updated, this page can no longer read its messages.
    for (const key of ["bar_invalidated", "reload_page"] as const) t(key)
    this.#callbacks = callbacks
    const shadow = this.#host.attachShadow({ mode: "open" })
    adoptStyles(shadow, host + bar + overlay)
    this.#root.className = "ts"
    // Tag names must not be translated. Translators that enter a shadow tree do not look at what is outside it.
    for (const each of [this.#host, this.#root]) forbidTranslation(each)
    shadow.append(this.#root)
    this.#finishMove = keepKeys(this.#host, this.#root, callbacks.onBeyond, this.#gone.signal)
    this.reattach()
  }

  /** Renders; cheap if little has changed. */
  update(props: PageUiProps): void {
    render(
      <>
        {/* First in the Tab order, because hundreds of boxes follow. */}
        <Bar {...props} on={this.#callbacks} />
        <RowBoxes overlay={props.overlay} onToggle={this.#callbacks.onToggle} />
        {props.tail > 0 && <div class="tail" style={{ top: `${props.tail}px` }} />}
      </>,
      this.#root,
    )
    this.#finishMove()
  }

  /** Puts the host back if the page's app removed it, and adopts the page's current direction and color scheme. */
  reattach(): void {
    followPage(this.#host)
    // On the root element, not in the body: apps replace the body's children, and the body may be positioned.
    if (!this.#host.isConnected) document.documentElement.append(this.#host)
  }

  /** Removes the host until `reattach`. */
  detach(): void {
    this.#host.remove()
  }

  /** Removes everything. */
  destroy(): void {
    this.#gone.abort()
    render(null, this.#root)
    this.#host.remove()
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

// Styles of all that we draw on Zoho's page, inside our shadow root.

/** Above the page's own layers; dialogs are in the top layer anyway. */
const TOP = 2147483646

const host =
  ":host{all:initial!important;position:absolute!important;top:0!important;left:0!important;display:block!important}"

const bar = `
.bar{position:fixed;z-index:${TOP};background:var(--ground);border:1px solid var(--edge);border-radius:8px;container-type:inline-size}
.bar.bottom{bottom:44px}
.bar.top{top:8px}
.tail{position:absolute;left:0;width:1px;height:1px;margin-top:-1px;visibility:hidden}
.bar.list{border-end-start-radius:0;border-end-end-radius:0}
.row{display:flex;flex-wrap:wrap;align-items:center;gap:8px;min-height:44px;padding:7px 8px}
.top-line{display:flex;align-items:flex-start}
.top-line>.row{flex:1;min-width:0;padding-inline-end:0}
.top-line>.btn{flex:none;margin:7px 8px 0}
.row>.brand{padding:6px}
.row>.brand,.row>.square:first-child{display:flex;color:var(--accent)}
.row>.acts{margin-inline-start:auto}
.row .text{flex:1 1 280px;min-width:0;text-wrap:pretty}
.row .text p+p{color:var(--soft)}
.pick{flex:0 1 220px;width:auto;height:28px;padding:3px 8px}
.count{font-weight:600;white-space:nowrap}
.count,.used,.row>.soft{unicode-bidi:plaintext}
.count::after{content:attr(data-widest);display:block;height:0;overflow:hidden;visibility:hidden}
.place{display:flex;flex:1 1 0;flex-wrap:wrap;height:28px;overflow:hidden;align-items:center;gap:28px 8px;min-width:min(300px,100%);padding-inline-start:12px;border-inline-start:1px solid var(--line)}
.place>.org{flex:none;min-height:28px;max-width:240px}
.place>.clip{flex:none;max-width:140px}
.place>.used{order:1;flex:none;max-width:none}
.text+.place{flex:none;max-width:100%}
.text+.place .used{display:none}
.place .track{flex:0 1 64px;min-width:32px}
@container (max-width:1080px){.place .used{display:none}}
@container (max-width:560px){.row>.place{flex:1 1 auto;height:auto;gap:0 8px;padding:0;border:0}}
.more{border-top:1px solid var(--line);padding:12px;max-height:min(320px,50vh);overflow:auto;display:grid;gap:12px}
.row.fault{padding-inline-start:14px;border-bottom:1px solid var(--line)}
.page{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;justify-content:space-between}
.page>p{flex:1 1 280px}`

const overlay = `
.layer{position:absolute;z-index:${TOP - 1};pointer-events:none}
.layer.clipped{overflow:hidden}
.inner{position:absolute;top:0;left:0}
.boxes{display:flex;flex-direction:column;align-items:flex-start;direction:ltr}
.spot{flex:none;width:24px;height:24px;pointer-events:auto}
.spot input{scroll-margin-block:64px 112px}
.tint{position:absolute;border-inline-start:3px solid var(--accent)}
.tint::after{content:"";position:absolute;inset:0;background:var(--accent);opacity:.12}
.layer .box input[aria-disabled]{opacity:.45;cursor:not-allowed}
.gone{position:absolute;background:var(--veil);container-type:inline-size}
@container (max-width:240px){.gone span{opacity:0}}
.gone::after{content:"";position:absolute;inset-inline:12px;top:50%;border-top:1px solid var(--edge)}
.gone span{position:absolute;inset-inline-end:12px;top:50%;transform:translateY(-50%);z-index:1;padding:0 8px;
background:var(--sunk);border:1px solid var(--line);border-radius:4px;font-size:12px;line-height:20px;color:var(--soft)}`
