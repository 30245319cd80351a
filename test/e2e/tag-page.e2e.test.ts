/** The tag page in all variants of the sandbox: markup, addresses, wrappers, and how users get there. */
import { beforeAll, describe, expect, it } from "vitest"
import { isRelease } from "../../.ci/release"
import type { Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import type { BrowserUnderTest } from "./support/driver"
import { TagPage } from "./support/flows"
import { chromiumUnlessRelease } from "./support/launch"
import { namedLayouts } from "./support/layouts"
import { picture } from "./support/pictures"
import { openPopupFor } from "./support/popup"
import { stage } from "./support/stage"
import { navigate } from "./support/zoho-page"

/** The main job's tests cover whole jobs on A, B and C, in `npm test`. */
const layouts = isRelease() ? namedLayouts : namedLayouts.filter(({ layout }) => !"ABC".includes(layout))
const seed = { name: "Acme GmbH", tagsPerModule: { Leads: 40, Deals: 40, Contacts: 70 } }

describe.each(chromiumUnlessRelease)("the tag page in %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    sandbox.zoho.setJobLength(100)
    org = sandbox.zoho.seedOrg(seed)
    await connected(browser, sandbox, org)
  })

  const names = (module: string): string[] => sandbox.zoho.tags(org.zgid, module).map((tag) => tag.name)

  it.each(layouts)("$name: selects, deletes, and marks deleted rows", async (named) => {
    const { layout, hasBoxes, keepsLast, pick } = named
    sandbox.zoho.setLayout(layout)
    const before = names("Contacts")
    const chosen = [before[2], before[3], before.at(-1)].map(String) as [string, string, string]
    const page = await TagPage.open(browser, org.tagPageUrl("Contacts"))
    await page.selected(0, before.length)
    if (keepsLast) {
      await page.box(chosen[0]).waitFor()
      expect(await page.box(chosen[2]).count()).toBe(0)
    }
    await pick(page, chosen)
    await page.selected(3, before.length)
    expect(await page.box(chosen[2]).count()).toBe(hasBoxes ? 0 : 1)
    await picture(page.tab, `layout-${layout}-${name}-selected`)

    await page.deleteButton.click()
    await page.confirmation(3, "Contacts").agree()
    await page.result("3 deleted").waitFor()
    expect(names("Contacts")).toEqual(before.filter((tag) => !chosen.includes(tag)))
    await page.tab.getByText(`${chosen[2]} Deleted`).waitFor()
    await picture(page.tab, `layout-${layout}-${name}-deleted`)

    await page.bar.getByRole("button", { name: "Close" }).click()
    expect(await page.box(chosen[2]).count()).toBe(0)
    await page.selectModule(before.length - 3)
    await page.tab.close()
  })

  it("can be searched for from the context menu on any page of the CRM", async () => {
    const page = new TagPage(await browser.open(org.homeUrl), browser)
    await page.tab.getByRole("navigation").first().waitFor()
    await page.tab.pickInContextMenu({ label: "Find tags on this page", id: "look-for-tags" })
    await page.bar.waitFor()
    await page.bar.getByRole("combobox", { name: "Module" }).waitFor()
    await page.bar.getByRole("button", { name: "Close" }).click()
    await page.bar.waitFor({ state: "hidden" })
    await page.tab.close()
  })

  it("is recognized where it has moved, after the user searched for it once", async () => {
    sandbox.zoho.setLayout("D")
    const tab = await browser.open(org.movedPageUrl("Leads"))
    await tab.getByRole("heading", { name: "Tags" }).waitFor()
    const page = new TagPage(tab, browser)
    expect(await page.bar.count()).toBe(0)

    const popup = await openPopupFor(browser, tab)
    await popup.getByRole("button", { name: "Find tags on this page" }).click()
    await tab.bringToFront()
    await page.bar.waitFor()
    await page.bar.getByRole("combobox", { name: "Module" }).selectOption("Leads")
    await page.bar.getByRole("button", { name: "Find its tags" }).click()
    await page.selected(0, 40)
    await page.tick(names("Leads")[2] ?? "")
    await page.selected(1, 40)
    await tab.close()

    // By a full load, and by the app's own navigation for another module.
    const again = await TagPage.open(browser, org.movedPageUrl("Deals"))
    await again.selected(0, 40)
    await again.tab.goto(org.homeUrl)
    await again.bar.waitFor({ state: "hidden" })
    await navigate(again.tab, "push", org.movedPageUrl("Leads"))
    await again.selected(0, 40)
    await again.tab.close()
  })
})
