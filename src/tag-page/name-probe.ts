/**
 * Writes the module's names into an invisible element to detect tools that change texts without leaving a mark, such
 * as word-replacing extensions and in-place translators. What they do to this element they do to the rows. The idea:
 * https://www.ctrl.blog/entry/detect-machine-translated-webpages.html
 */
import { PROBE_NAME } from "./frame"

export class NameProbe {
  readonly #parts = new Map<string, HTMLElement>()
  readonly #element = document.createElement(PROBE_NAME)
  readonly #signal: AbortSignal

  /**
   * @param mayTranslate whether translators may read the names. Where they send text to a server they may not, since
   *   these names need not be on screen; such translators mark what they change, see `recognition/trust.ts`.
   */
  constructor(mayTranslate: boolean, signal: AbortSignal) {
    this.#signal = signal
    if (!mayTranslate) forbidTranslation(this.#element)
    // Inside the window, because some translators skip what is far away, but not visible, searchable or read aloud.
    Object.assign(this.#element.style, {
      all: "initial",
      position: "fixed",
      inset: "0 auto auto 0",
      width: "1px",
      height: "1px",
      overflow: "hidden",
      visibility: "hidden",
      contain: "strict",
    })
    signal.addEventListener("abort", () => this.#element.remove())
  }

  /** Sets the names. Existing ones stay: a translator may have changed them already, and may reach new ones later. */
  write(names: readonly string[]): void {
    const wanted = new Set(names)
    for (const [name, part] of this.#parts) {
      if (wanted.has(name)) continue
      part.remove()
      this.#parts.delete(name)
    }
    for (const name of names) {
      if (this.#parts.has(name)) continue
      const part = nameElement(name)
      this.#parts.set(name, part)
      this.#element.append(part)
    }
  }

  /** Whether any name differs from what was written. */
  isChanged(): boolean {
    return this.#element.textContent !== [...this.#parts.keys()].join("")
  }

  /** Puts the names on the page, again if the page's app removed them. */
  attach(): void {
    // Word-replacing extensions look only into the body.
    if (!this.#element.isConnected && !this.#signal.aborted) document.body.append(this.#element)
  }
}

/** Asks translators to leave an element alone, in every way that they support. */
export function forbidTranslation(element: HTMLElement): void {
  element.setAttribute("translate", "no")
  element.classList.add("notranslate")
}

/** One element per name, as in a row: translators read adjacent names as a sentence. */
function nameElement(name: string): HTMLElement {
  const element = document.createElement("div")
  element.style.position = "absolute"
  element.append(name)
  return element
}
