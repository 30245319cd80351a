/** What users do on the sandbox's own pages, besides Tagsweep. */
import type { View } from "./driver"
import { until } from "./poll"

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")

/** Waits until the app has stopped redrawing its list. */
export async function listSettled(view: View): Promise<void> {
  const hasSettled = (): Promise<boolean> =>
    view.evaluate(() => document.querySelector(".tag-list[data-settled]") !== null)
  await until("the app's list, drawn for good", async () => (await hasSettled()) || undefined)
}

/** Checks the box that layout A has in each row. A box that the app redraws under the pointer receives no click. */
export async function clickZohoBox(tab: View, tagName: string): Promise<void> {
  await listSettled(tab)
  const row = tab.getByRole("row", { name: new RegExp(`^(Select row )?${literal(tagName)} \\d`) })
  await row.getByRole("checkbox", { name: "Select row" }).click()
}

/** Follows one of the app's own links, which change the address by pushState. */
export async function followLink(tab: View, name: string): Promise<void> {
  await tab.getByRole("link", { name }).first().click()
}

/** Scrolls the tag list to one end, in whichever element scrolls. */
export async function scrollList(tab: View, to: "start" | "end"): Promise<void> {
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

/** Scrolls a tag's row into view if the page has it; a virtual list has only rows near the scroll position. */
export async function revealRow(tab: View, tagName: string): Promise<void> {
  await tab.evaluate((name) => {
    const within = (root: ParentNode): Element[] =>
      [...root.querySelectorAll("*")].flatMap((element) =>
        element.shadowRoot ? [element, ...within(element.shadowRoot)] : [element],
      )
    const shows = (element: Element): boolean =>
      element.getAttribute("lt-prop-value") === name ||
      (element.childElementCount === 0 && element.textContent === name)
    const [list] = document.getElementsByClassName("tag-list")
    const cell = list && within(list).find(shows)
    cell?.scrollIntoView({ block: "center", behavior: "instant" })
  }, tagName)
}

/** Navigates as the app's own links do. */
export async function navigate(view: View, how: "push" | "replace", url: string): Promise<void> {
  await view.evaluate(
    (way, href) => {
      if (way === "push") history.pushState(null, "", href)
      else history.replaceState(null, "", href)
      dispatchEvent(new PopStateEvent("popstate"))
    },
    how,
    url,
  )
}

/** Presses the browser's back or forward button. */
export async function travel(view: View, where: "back" | "forward"): Promise<void> {
  await view.evaluate((to) => history.go(to === "back" ? -1 : 1), where)
}

/** Reverses the page's reading direction, as the app does for some languages. */
export function readFromRight(view: View): Promise<void> {
  return view.evaluate(() => {
    document.documentElement.dir = "rtl"
  })
}

/** Draws a tag's row a second time after the others, as a list does whose page was loaded twice. */
export function drawRowAgain(view: View, tagName: string): Promise<void> {
  return view.evaluate((name) => {
    const row = document.querySelector(`[lt-prop-value="${name}"]`)?.closest("lyte-tr")
    row?.parentElement?.append(row.cloneNode(true))
  }, tagName)
}

/**
 * Redraws layout B's list with other elements, just before Tagsweep draws.
 * @returns how many of our boxes disappeared meanwhile
 */
export function boxesLostOverRedrawing(view: View): Promise<number> {
  return view.evaluate(async () => {
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
    const rows = document.querySelector(".tag-list lyte-tbody")
    const lost: Node[] = []
    const watch = new MutationObserver((records) => {
      for (const { removedNodes } of records) lost.push(...removedNodes)
    })
    const root = document.querySelector("tagsweep-root")?.shadowRoot
    if (!rows || !root) throw new Error("no list, or no Tagsweep")
    watch.observe(root, { childList: true, subtree: true })
    const turn = frame()
    dispatchEvent(new Event("resize"))
    await turn
    rows.replaceWith(rows.cloneNode(true))
    await frame()
    await frame()
    watch.disconnect()
    return lost.filter((node) => node instanceof Element && node.classList.contains("spot")).length
  })
}

/** Our misplaced elements on layout B. Each box must be level with its row and off the name, the bar in the window. */
export function misplaced(view: View): Promise<readonly string[]> {
  return view.evaluate(() => {
    const root = document.querySelector("tagsweep-root")?.shadowRoot
    const bar = root?.querySelector(".bar")
    const boxes = [...(root?.querySelectorAll(".spot") ?? [])].filter((box) => box.querySelector("input"))
    const rows = [...document.querySelectorAll(".tag-list lyte-tbody lyte-tr")]
    const faults = boxes.length === rows.length ? [] : [`${boxes.length} boxes at ${rows.length} rows`]
    const isRtl = document.documentElement.dir === "rtl"
    for (const row of rows) {
      const text = row.querySelector("lyte-text")
      const name = text?.getAttribute("lt-prop-value") ?? ""
      const [rowAt, nameAt] = [row.getBoundingClientRect(), text?.getBoundingClientRect() ?? new DOMRect()]
      const own = boxes
        .map((box) => ({ box, at: box.getBoundingClientRect() }))
        .filter(({ box }) => box.querySelector("input")?.getAttribute("aria-label") === `Select tag ${name}`)
      const isAt = ({ at }: (typeof own)[number]): boolean =>
        Math.abs(at.y + at.height / 2 - rowAt.y - rowAt.height / 2) <= 1.5 &&
        (isRtl ? at.left >= nameAt.right : at.right <= nameAt.left) &&
        at.left >= 0 &&
        at.right <= document.documentElement.clientWidth
      if (!own.some(isAt))
        faults.push(`${name} at ${JSON.stringify(rowAt)}, box at ${JSON.stringify(own.map(({ at }) => at))}`)
    }
    const window = { left: 0, right: innerWidth, top: 0, bottom: innerHeight }
    const isWithin = (inner: DOMRect, outer: typeof window): boolean =>
      inner.width > 0 &&
      inner.left >= outer.left - 1 &&
      inner.right <= outer.right + 1 &&
      inner.top >= outer.top - 1 &&
      inner.bottom <= outer.bottom + 1
    const barAt = bar?.getBoundingClientRect() ?? new DOMRect()
    if (!isWithin(barAt, window)) faults.push(`bar at ${JSON.stringify(barAt)}`)
    const side = document.querySelector(".side")?.getBoundingClientRect()
    // Beside a side bar that takes more than half of the window, there is no room for a bar.
    const fits = side !== undefined && side.width <= innerWidth / 2
    if (fits && barAt.left < side.right - 1 && barAt.right > side.left + 1)
      faults.push(`bar at ${JSON.stringify(barAt)} over the side bar at ${JSON.stringify(side)}`)
    for (const button of bar?.querySelectorAll("button") ?? [])
      if (!isWithin(button.getBoundingClientRect(), barAt))
        faults.push(`${button.textContent} out of the bar`)
    return faults
  })
}

/** Where to point in a tag's row of layout B: beside its name in the cell, at its maker, or at its first button. */
export function placeInRow(
  view: View,
  tagName: string,
  part: "name's cell" | "maker" | "button",
): Promise<{ readonly x: number; readonly y: number }> {
  return view.evaluate(
    (name, what) => {
      const row = document.querySelector(`[lt-prop-value="${name}"]`)?.closest("lyte-tr")
      row?.scrollIntoView({ block: "center", behavior: "instant" })
      const selector = { "name's cell": "lyte-td", maker: "lyte-td:nth-child(2) lyte-text", button: ".icon" }[
        what
      ]
      const at = row?.querySelector(selector)?.getBoundingClientRect()
      if (!at) throw new Error(`no ${what} of ${name}`)
      return { x: what === "name's cell" ? at.right - 6 : at.x + at.width / 2, y: at.y + at.height / 2 }
    },
    tagName,
    part,
  )
}

/** How many times Tagsweep is in a document, visible or not. */
export function bars(view: View): Promise<number> {
  return view.evaluate(() => document.querySelectorAll("tagsweep-root").length)
}

/** The keys that the app's own listeners received. */
export function seenKeys(view: View): Promise<readonly string[]> {
  return view.evaluate(() => (window as unknown as { __seenKeys: string[] }).__seenKeys)
}

/** Claims the page as an arriving Tagsweep of another version does; see `src/tag-page/start.ts`. */
export function arriveAs(view: View, version: string): Promise<"alone" | "refused"> {
  return view.evaluate((detail) => {
    const asked = new CustomEvent("tagsweep-newer", { cancelable: true, detail })
    return document.dispatchEvent(asked) ? ("alone" as const) : ("refused" as const)
  }, version)
}

/** Marks the present bar, to distinguish it from another one. */
export function markBar(view: View): Promise<void> {
  return view.evaluate(() => document.querySelector("tagsweep-root")?.setAttribute("data-marked", ""))
}

/** Whether the bar is the marked one, another one, or missing. */
export function barState(view: View): Promise<"marked" | "other" | "none"> {
  return view.evaluate(() => {
    const root = document.querySelector("tagsweep-root")
    if (!root) return "none" as const
    return root.hasAttribute("data-marked") ? ("marked" as const) : ("other" as const)
  })
}
