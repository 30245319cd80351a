/** Checks of a drawn story: layout, and text that is not from the messages. */
import type { Page } from "playwright-core"
import { LOCATIONS } from "../../src/zoho/data-centers"

interface Seen {
  readonly layout: readonly string[]
  /** Texts outside the brackets that the pseudo-locale adds around each message. */
  readonly bare: readonly string[]
}

/** Runs in the page. Ignores the fake Zoho page behind our UI. */
function measure(): Seen {
  const layout: string[] = []
  const bare = new Set<string>()
  const visible = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  const named = (element: Element): string =>
    `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.slice(0, 40)}”`
  const checkBox = (element: HTMLElement, text: string): void => {
    const { display } = getComputedStyle(element)
    const over = element.scrollWidth - element.clientWidth
    if (text !== "" && display !== "inline" && over > 1) layout.push(`${named(element)} is cut by ${over} px`)
    const { left, right, width } = element.getBoundingClientRect()
    if (
      width > 1 &&
      element.matches("button,input,select,textarea,a") &&
      (left < -1 || right > innerWidth + 1)
    )
      layout.push(`${named(element)} reaches out of the window`)
  }
  const walk = (root: ParentNode): void => {
    for (const element of root.querySelectorAll<HTMLElement>("*")) {
      if (element.shadowRoot) walk(element.shadowRoot)
      if (element.closest(".zoho,script,style,svg,option,kbd,.hide") || !visible(element)) continue
      const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE)
      const text = own
        .map((node) => node.nodeValue)
        .join("")
        .trim()
      if (!element.closest(".clip")) checkBox(element, text)
      for (const shown of [text, element.ariaLabel, element.title, element.getAttribute("placeholder")]) {
        let rest = shown ?? ""
        for (let before = ""; before !== rest;) {
          before = rest
          rest = rest.replace(/\[[^[\]]*\]/g, "")
        }
        if (/\p{L}{2}/u.test(rest)) bare.add(rest.trim())
      }
    }
  }
  walk(document)
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth
  if (over > 1) layout.push(`the page scrolls sideways by ${over} px`)
  return { layout, bare: [...bare] }
}

/** Rows that the tag manager's table cuts off, and horizontal scrolling: neither may happen at 1024 pixels. */
export async function tableFindings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const over = (element: Element): boolean => element.scrollWidth > element.clientWidth + 1
    return [
      ...[...document.querySelectorAll(".trow")].filter(over).map((row) => `cut: “${row.textContent}”`),
      ...[...document.querySelectorAll(".table")].filter(over).map(() => "the table scrolls sideways"),
    ]
  })
}

const regionNames = new Intl.DisplayNames("en", { type: "region" })
const REGIONS = new Set(LOCATIONS.map((location) => regionNames.of(location.toUpperCase())))

/** The product's name is the same in all languages. */
const BRAND = "Tagsweep"

/**
 * Finds faults in the pseudo-locale.
 * @param data the source of the example orgs, tags and jobs: text in it does not count as hard-coded
 * @returns one line for each fault
 */
export async function pseudoFindings(page: Page, data: string): Promise<string[]> {
  const { layout, bare } = await page.evaluate(measure)
  const foreign = bare.filter(
    (text) => !pieces(text).every((piece) => piece === BRAND || data.includes(piece)),
  )
  return [...layout, ...foreign.map((text) => `“${text}” is not from the messages`)]
}

/** Splits a text into the pieces that data consists of: names next to numbers, sentences, entries of a list. */
function pieces(text: string): string[] {
  const parts = text.split(/[.:;,·“”\t\d]+|\band\b/).map((part) => part.trim())
  // The example of a client ID is not a message, because it is the same in all languages.
  return parts.filter((part) => /\p{L}{2}/u.test(part) && !/^X+$/.test(part) && !isFormatted(part))
}

/** Dates, times, units, lists and the regions of data centers are worded by the browser. */
function isFormatted(text: string): boolean {
  if (REGIONS.has(text)) return true
  const units = /\b(?:seconds?|minutes?|hours?|days?|ago|yesterday|now|in|and|AM|PM|kB|MB|byte)\b/g
  const months = /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b/g
  return !/\p{L}{2}/u.test(text.replaceAll(units, "").replaceAll(months, ""))
}
