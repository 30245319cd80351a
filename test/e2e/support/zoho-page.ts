/** What a person does on the sandbox's own pages, beside Tagsweep. */
import type { Tab } from "./driver"

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")

/** Ticks the box that layout A has in each row. */
export async function clickZohoBox(tab: Tab, tagName: string): Promise<void> {
  const row = tab.getByRole("row", { name: new RegExp(`^(Select row )?${literal(tagName)} \\d`) })
  await row.getByRole("checkbox", { name: "Select row" }).click()
}

/** Follows one of the app's own links, which change the address by pushState. */
export async function followLink(tab: Tab, name: string): Promise<void> {
  await tab.getByRole("link", { name }).first().click()
}

/** Scrolls the tag list, in whatever of the page scrolls, all the way. */
export async function scrollList(tab: Tab, to: "start" | "end"): Promise<void> {
  await tab.evaluate((end) => {
    const scrolls = (element: Element): boolean =>
      element.scrollHeight > element.clientHeight + 1 &&
      ["auto", "scroll"].includes(getComputedStyle(element).overflowY)
    const within = [...document.querySelectorAll(".tag-list, .tag-list *")].filter(scrolls)
    const boxes = within.length > 0 ? within : [document.scrollingElement ?? document.documentElement]
    for (const box of boxes) box.scrollTop = end ? box.scrollHeight : 0
    scrollTo(0, end ? document.documentElement.scrollHeight : 0)
  }, to === "end")
}

/** Scrolls a tag's row into view where the page has it; a virtual list shows it only near where it scrolled. */
export async function revealRow(tab: Tab, tagName: string): Promise<void> {
  await tab.evaluate((name) => {
    const shows = (element: Element): boolean =>
      element.getAttribute("lt-prop-value") === name ||
      (element.childElementCount === 0 && element.textContent === name)
    const cell = [...document.querySelectorAll(".tag-list *")].find(shows)
    cell?.scrollIntoView({ block: "center", behavior: "instant" })
  }, tagName)
}
