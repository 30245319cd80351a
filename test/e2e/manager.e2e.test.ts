/** The tag manager, from Zoho's page to the deletion and its result. */
import { beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { jobPatience, type BrowserUnderTest } from "./support/driver"
import { Confirmation, TagPage } from "./support/flows"
import { chromiumUnlessRelease } from "./support/launch"
import { openPopupFor } from "./support/popup"
import { stage } from "./support/stage"

describe.each(chromiumUnlessRelease)("the tag manager in %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    org = sandbox.zoho.seedOrg({ name: "Acme GmbH", tagsPerModule: { Leads: 40, Deals: 180 } })
  })

  it("opens from the tag page at its module, filters, and deletes exactly the three chosen tags", async () => {
    await connected(browser, sandbox, org)
    const page = await TagPage.open(browser, org.tagPageUrl("Deals"))
    await page.bar.getByRole("button", { name: "Open tag manager" }).click()
    const manager = await browser.waitForTab((url) => url.includes("/tabs/tags.html?"))
    const names = sandbox.zoho.tags(org.zgid, "Deals").map((tag) => tag.name)
    const chosen = [names[3], names[70], names[170]].map((each) => each ?? "")

    await manager.getByRole("grid", { name: "Tags" }).waitFor()
    expect(await manager.url()).toContain("module=Deals")
    const meters = manager.getByRole("navigation", { name: "Modules" })
    await meters.getByRole("meter", { name: /^Deals: 180 of \d+ tags used$/ }).waitFor()
    await meters.getByRole("meter", { name: /^Leads: 40 of \d+ tags used$/ }).waitFor()

    const search = manager.getByRole("searchbox", { name: "Filter tags" })
    for (const [index, tag] of chosen.entries()) {
      await search.fill(tag)
      await manager.getByRole("checkbox", { name: `Select tag ${tag}` }).click()
      await manager.getByRole("status", { name: `${index + 1} of 180 selected` }).waitFor()
    }
    await search.press("Escape")
    expect(await search.value()).toBe("")

    await manager.getByRole("button", { name: "Delete selected tags" }).click()
    await new Confirmation(manager, 3, "Deals").agree()
    await manager.getByRole("progressbar", { name: "Deleting 3 tags" }).waitFor()
    await manager.getByRole("status", { name: "3 deleted" }).waitFor({ timeout: jobPatience })
    const left = sandbox.zoho.tags(org.zgid, "Deals").map((tag) => tag.name)
    expect(left).toEqual(names.filter((tag) => !chosen.includes(tag)))
    await manager.getByRole("status", { name: "0 of 177 selected" }).waitFor()
    await meters.getByRole("meter", { name: /^Deals: 177 of \d+ tags used$/ }).waitFor()
    await manager.close()

    const popup = await openPopupFor(browser, page.tab)
    await popup.getByRole("button", { name: "Open tag manager" }).click()
    const again = await browser.waitForTab((url) => url.includes("/tabs/tags.html?"))
    expect(await again.url()).toContain("module=Deals")
  })
})
