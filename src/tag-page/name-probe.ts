/**
 * Names of the module, written into the page where no person sees them, to notice what changes texts without leaving
 * a mark: an extension that replaces words, a translator that works in place. What it does to these it does to the
 * rows. The idea: https://www.ctrl.blog/entry/detect-machine-translated-webpages.html
 */
import { PROBE_NAME } from "./frame"

export interface NameProbe {
  /** Writes these names. Those that are there are left: a translator may have been at them, and come to new ones later. */
  write(names: readonly string[]): void
  /** Whether any name is no longer what was written. */
  isChanged(): boolean
  /** Puts the names on the page, again where its app removed them. */
  attach(): void
}

/**
 * @param mayTranslate whether translators are let in. Where they send what they find to a server they are not, for
 *   they would send names that are not on the screen; these mark what they translate, see `recognition/trust.ts`.
 */
export function createNameProbe(mayTranslate: boolean, signal: AbortSignal): NameProbe {
  const parts = new Map<string, HTMLElement>()
  const element = document.createElement(PROBE_NAME)
  if (!mayTranslate) forbidTranslation(element)
  // In the window, for some translate only what is near it, but neither seen, nor found, nor read aloud.
  Object.assign(element.style, {
    all: "initial",
    position: "fixed",
    inset: "0 auto auto 0",
    width: "1px",
    height: "1px",
    overflow: "hidden",
    visibility: "hidden",
    contain: "strict",
  })
  signal.addEventListener("abort", () => element.remove())
  return {
    write(names) {
      const wanted = new Set(names)
      for (const [name, part] of parts) {
        if (wanted.has(name)) continue
        part.remove()
        parts.delete(name)
      }
      for (const name of wanted) {
        if (parts.has(name)) continue
        const part = nameElement(name)
        parts.set(name, part)
        element.append(part)
      }
    },
    isChanged: () => element.textContent !== [...parts.keys()].join(""),
    attach() {
      // Extensions that replace words look into the body only.
      if (!element.isConnected && !signal.aborted) document.body.append(element)
    },
  }
}

/** Asks translators to leave an element alone, in the ways that they know. */
export function forbidTranslation(element: HTMLElement): void {
  element.setAttribute("translate", "no")
  element.classList.add("notranslate")
}

/** Each by itself, as in a row, for a translator takes names side by side for a sentence. */
function nameElement(name: string): HTMLElement {
  const element = document.createElement("div")
  element.style.position = "absolute"
  element.append(name)
  return element
}
