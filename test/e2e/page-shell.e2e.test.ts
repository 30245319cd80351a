/** How Tagsweep arrives at a tag page and leaves it: addresses, frames, its own updates, and its behavior there. */
import { beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { patience, type BrowserUnderTest, type View } from "./support/driver"
import { TagPage } from "./support/flows"
import { browsers, whereTested } from "./support/launch"
import { putInAgain, zoom } from "./support/own-pages"
import { picture } from "./support/pictures"
import { until } from "./support/poll"
import { stage } from "./support/stage"
import {
  arriveAs,
  bars,
  boxesLostOverRedrawing,
  drawRowAgain,
  listSettled,
  markBar,
  misplaced,
  placeInRow,
  navigate,
  readFromRight,
  seenKeys,
  barState,
  travel,
} from "./support/zoho-page"

const seed = { name: "Acme GmbH", tagsPerModule: { Leads: 12, Deals: 9 } }

describe.each(browsers)("Tagsweep on the pages of the CRM in %s", (name) => {
  const itHere = it.each(whereTested(name))
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    sandbox.zoho.setLayout("B")
    org = sandbox.zoho.seedOrg(seed)
    await connected(browser, sandbox, org)
  })

  const first = (module: string): string => sandbox.zoho.tags(org.zgid, module)[0]?.name ?? ""

  it("appears and disappears with pushState, replaceState, back and forward", async () => {
    const page = new TagPage(await browser.open(org.homeUrl), browser)
    expect(await page.bar.count()).toBe(0)
    await navigate(page.tab, "push", org.tagPageUrl("Leads"))
    await page.selected(0, 12)
    await page.tick(first("Leads"))
    await page.selected(1, 12)
    await navigate(page.tab, "replace", org.tagPageUrl("Deals"))
    await page.selected(0, 9)
    await page.tick(first("Deals"))
    await page.selected(1, 9)
    await navigate(page.tab, "push", org.homeUrl)
    await page.bar.waitFor({ state: "hidden" })
    expect(await bars(page.tab)).toBe(0)
    await travel(page.tab, "back")
    await page.selected(0, 9)
    await travel(page.tab, "forward")
    await page.bar.waitFor({ state: "hidden" })
    await page.tab.close()
  })

  itHere("reappears when the app has removed it, only once however often it is injected", async () => {
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.tick(first("Leads"))
    await page.tab.evaluate(() => document.querySelector("tagsweep-root")?.remove())
    await page.selected(1, 12)
    await putInAgain(browser, page.tab, 3)
    await page.selected(1, 12)
    expect(await bars(page.tab)).toBe(1)
    await page.tab.close()
  })

  itHere("keeps its boxes while the app redraws the list", async () => {
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.tick(first("Leads"))
    await page.selected(1, 12)
    expect(await boxesLostOverRedrawing(page.tab)).toBe(0)
    expect(await page.box(first("Leads")).checked()).toBe(true)
    await page.tick(first("Leads"))
    await page.selected(0, 12)
    await page.tab.close()
  })

  itHere("selects by a click on a row, tints it, and leaves Zoho's controls to Zoho", async () => {
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.selected(0, 12)
    await listSettled(page.tab)
    const clickOn = async (part: Parameters<typeof placeInRow>[2]): Promise<void> => {
      const { x, y } = await placeInRow(page.tab, first("Leads"), part)
      await page.tab.clickAt(x, y)
    }
    const tints = (): Promise<number> =>
      page.tab.evaluate(
        () => document.querySelector("tagsweep-root")?.shadowRoot?.querySelectorAll(".tint").length ?? 0,
      )
    await clickOn("maker")
    await clickOn("button")
    await clickOn("name's cell")
    await page.selected(1, 12)
    expect(await page.box(first("Leads")).checked()).toBe(true)
    await expect.poll(tints, { timeout: patience }).toBe(1)
    await clickOn("name's cell")
    await page.selected(0, 12)
    await expect.poll(tints, { timeout: patience }).toBe(0)
    await page.tab.close()
  })

  itHere("keeps its bar in place during a question, and off the side bar at every width", async () => {
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    const place = (): Promise<string> =>
      page.tab.evaluate(
        () =>
          document
            .querySelector("tagsweep-root")
            ?.shadowRoot?.querySelector(".bar")
            ?.className.split(" ")
            .at(-1) ?? "",
      )
    await page.tick(first("Leads"))
    const before = await place()
    await page.deleteButton.click()
    const question = page.confirmation(1, "Leads")
    await question.dialog.waitFor()
    expect(await place()).toBe(before)
    await question.cancel.click()
    await page.selected(1, 12)
    for (const width of [1440, 1024, 800]) {
      await page.tab.setViewport(width, 720)
      await until("bar and boxes in their place", async () =>
        (await misplaced(page.tab)).length === 0 ? true : undefined,
      )
      expect(await place()).toBe(before)
    }
    await page.tab.close()
  })

  it("hides its keys from the page, and violates none of the page's policies", async () => {
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.selected(0, 12)
    await page.selectAll.press("Space")
    await page.selected(12, 12)
    await page.bar.getByRole("button", { name: "How this page was read" }).click()
    await page.bar.getByRole("button", { name: "Copy diagnostics" }).click()
    await page.bar.getByText("Copied").waitFor()
    expect(await seenKeys(page.tab)).toEqual([])
    await page.tab.close()
    const broken = /content.security.policy|trusted ?(?:html|script|types)/i
    const lines = (await browser.consoleText()).split("\n").filter((line) => broken.test(line))
    // The consent page's missing icon is the sandbox's own, and an unknown directive violates nothing.
    const notOurs = /favicon|unknown directive/
    expect(lines.filter((line) => !notOurs.test(line))).toEqual([])
  })

  it("stays beside its rows from right to left and at twice the size, and explains two rows with one name", async () => {
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.selected(0, 12)
    const isInPlace = (how: string): Promise<true> =>
      until(`boxes and bar in their place ${how}`, async () => {
        const faults = await misplaced(page.tab)
        if (faults.length > 0) throw new Error(faults.join("; "))
        return true as const
      })
    await isInPlace("as it is")
    const twice = first("Leads")
    await listSettled(page.tab)
    await drawRowAgain(page.tab, twice)
    await page.bar.getByText("1 can’t be selected here").waitFor()
    for (const each of [0, 1]) {
      const box = page.box(twice).nth(each)
      await expect.poll(() => box.isDisabled(), { timeout: patience }).toBe(true)
      expect(await box.attribute("aria-description")).toMatch(/^Another row shows this name/)
    }
    await isInPlace("with a row twice")
    await page.selectAll.click()
    await page.selected(11, 12)
    await picture(page.tab, `twice-${name}`)
    await readFromRight(page.tab)
    await isInPlace("from right to left")
    await picture(page.tab, `rtl-${name}`)
    await zoom(browser, page.tab, 2)
    await isInPlace("at twice the size, from right to left")
    await picture(page.tab, `zoom-${name}`)
    await zoom(browser, page.tab, 1)
    await page.tab.close()
  })

  // A separate host, and a frame: Firefox shows both with CRM Plus.
  const products = [
    ["crmplus", "crmLoadFrame"] as const,
    ...whereTested(name).map(() => ["one", "appFrame"] as const),
  ]
  it.each(products)("works in the frame of %s, and not in one without an origin", async (product, id) => {
    // CRM Plus has its own host, which the popup requests there. Zoho One's frame is on the CRM's host.
    if (product === "crmplus") await browser.grant(["https://crmplus.zoho.com/*"])
    const tab = await browser.open(`${org.wrappedPageUrl("Leads", product)}&twin=1`)
    const page = new TagPage<View>(tab.frame(id), browser)
    await page.selectModule(12)
    expect([await bars(tab), await bars(tab.frame("noOrigin"))]).toEqual([0, 0])
    await tab.close()
  })

  it("is automatically back after an update", async () => {
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.selected(0, 12)
    await markBar(page.tab)
    await browser.reloadExtension()
    // The old script's bar disappears, and the new one's appears.
    await until("the new script's bar", async () =>
      (await barState(page.tab)) === "other" ? true : undefined,
    )
    await page.selected(0, 12)
    expect(await bars(page.tab)).toBe(1)
    await page.tick(first("Leads"))
    await page.selected(1, 12)
    await page.tab.close()
  })

  itHere("is not disturbed by a small element in the page's top layer", async () => {
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.tab.evaluate(() => {
      const note = document.body.appendChild(document.createElement("div"))
      note.popover = "manual"
      note.textContent = "Another extension's note"
      note.showPopover()
    })
    await page.tick(first("Leads"))
    await page.selected(1, 12)
    await page.deleteButton.click()
    const question = page.confirmation(1, "Leads")
    await expect.poll(() => question.confirm.isDisabled(), { timeout: patience }).toBe(false)
    await question.cancel.click()
    await page.bar.getByText("Cancelled. Nothing was changed.").waitFor()
    await page.tab.close()
  })

  itHere("stays when an older version arrives at the page, and leaves for a newer one", async () => {
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.selected(0, 12)
    expect(await arriveAs(page.tab, "0.0.9")).toBe("refused")
    await page.tick(first("Leads"))
    await page.selected(1, 12)
    expect(await arriveAs(page.tab, "99.1")).toBe("alone")
    await page.bar.waitFor({ state: "hidden" })
    await page.tab.close()
  })
})
