import type { Tab } from "./driver"

/** Where the focus is, and whether it is visible. */
export interface Focus {
  /** The accessible name, or the text. */
  readonly name: string
  /** Whether it is on one of Tagsweep's elements. */
  readonly ours: boolean
  /** Whether it has a visible outline on an element within the window. */
  readonly visible: boolean
}

/** Follows the focus into open shadow roots. */
export function focusOf(tab: Tab): Promise<Focus> {
  return tab.evaluate(() => {
    const own = !location.protocol.startsWith("http")
    let element = document.activeElement
    let ours = own && element !== document.body
    while (element?.shadowRoot?.activeElement) {
      ours ||= element.localName === "tagsweep-root"
      element = element.shadowRoot.activeElement
    }
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
    const name = element?.getAttribute("aria-label") ?? label ?? element?.textContent ?? ""
    const { outlineStyle = "none", outlineWidth = "0" } = element ? getComputedStyle(element) : {}
    const box = element?.getBoundingClientRect()
    const inWindow = box !== undefined && box.width > 0 && box.bottom > 0 && box.top < innerHeight
    const visible = inWindow && outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1
    return { name: name.replace(/\s+/g, " ").trim().slice(0, 80), ours, visible }
  })
}
