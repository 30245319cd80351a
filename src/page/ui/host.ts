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
  element.addEventListener("keydown", (event) => onKeyDown(root, event), { signal })
  return { element, root, follow: () => followPage(element) }
}

function onKeyDown(root: Element, event: KeyboardEvent): void {
  // The page's shortcuts are not meant.
  event.stopPropagation()
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
