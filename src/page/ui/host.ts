/** The element on Zoho's page that ours is in, apart from the page's styles. */
import { adoptStyles } from "../../ui/style"
import { HOST_NAME } from "../host-name"
import { forbidTranslation } from "../name-probe"
import { pageStyles } from "./styles"
import { pageTheme } from "./theme"
import { moveFocus } from "./toolbar-keys"

export interface PageHost {
  readonly element: HTMLElement
  /** To be drawn into. */
  readonly root: HTMLDivElement
  /** Takes direction and scheme as the page has them now. */
  readonly follow: () => void
}

/** Makes a host that stands nowhere yet. */
export function createHost(signal: AbortSignal): PageHost {
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
