/**
 * A tag page whose texts were changed by something in the browser, so that a row may show the name of another tag.
 * Nothing can be selected there until the original is back.
 */
import { beforeAll, describe, expect, it } from "vitest"
import type { Layout, Sandbox, SeededOrg } from "../sandbox"
import { showOriginal, translatePage, translatorStyles } from "../support/translator"
import { connected } from "./support/account"
import type { BrowserUnderTest } from "./support/driver"
import { TagPage } from "./support/flows"
import { chromiumUnlessRelease } from "./support/launch"
import { picture } from "./support/pictures"
import { stage } from "./support/stage"
import { listSettled, navigate } from "./support/zoho-page"

const neutral = Array.from({ length: 34 }, (_, at) => `K-${100 + at}`)
const names = ["VIP", "Kunde", "Neu", ...neutral, "Customer", "New", "Partner"]
const words = { Kunde: "Customer", Neu: "New" }
/** The names in the translation are out of view: on another page of the list, or further down. */
const layouts: readonly Layout[] = ["C", "D"]

describe.each(chromiumUnlessRelease)("a translated tag page in %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    const tags = names.map((each) => ({ name: each }))
    org = sandbox.zoho.seedOrg({ name: "Acme GmbH", tags: { Leads: tags, Deals: tags } })
    await connected(browser, sandbox, org)
  })

  const translated = "This page is being translated. Show the original, or use the tag manager."
  const styled = translatorStyles.flatMap((style) => layouts.map((layout) => [style, layout] as const))

  it.each(styled)("by %s on layout %s selects nothing, and keeps the selection", async (style, layout) => {
    sandbox.zoho.setLayout(layout)
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.selected(0, names.length)
    await page.tick("Kunde")
    await page.selected(1, names.length)
    await page.tab.evaluate(translatePage, style, words)
    await page.bar.getByText(translated).waitFor()
    expect(await page.box("Customer").count()).toBe(0)
    expect(await page.box("VIP").count()).toBe(0)
    expect(await page.deleteButton.count()).toBe(0)
    await picture(page.tab, `translated-${style}-${layout}-${name}`)

    await page.tab.evaluate(showOriginal)
    await page.selected(1, names.length)
    expect(await page.box("Kunde").checked()).toBe(true)
    expect(await page.box("VIP").checked()).toBe(false)
    await page.tab.close()
  })

  // Firefox's translator leaves no marks. Only in Firefox may it see the names that we put on the page.
  const unseen = styled.filter(([style]) => style !== "firefox" || name === "firefox")
  it.each(unseen)("by %s on layout %s before Tagsweep arrives selects nothing", async (style, layout) => {
    sandbox.zoho.setLayout(layout)
    const tab = await browser.open(org.homeUrl)
    await tab.getByRole("navigation").first().waitFor()
    await tab.evaluate(translatePage, style, words)
    await navigate(tab, "push", org.tagPageUrl("Leads"))
    const page = new TagPage(tab, browser)
    await page.bar.getByText(translated).waitFor()
    await listSettled(tab)
    await tab.getByText("Customer").first().waitFor()
    await page.bar.getByText(translated).waitFor()
    expect(await page.box("Customer").count()).toBe(0)
    await tab.close()
  })

  it("accepts a name that was created meanwhile, and refuses the page for an unknown one", async () => {
    sandbox.zoho.setLayout("G")
    const page = await TagPage.open(browser, org.tagPageUrl("Deals"))
    await page.selected(0, names.length)
    sandbox.zoho.addTags(org.zgid, "Deals", [{ name: "Just made" }])
    await page.tab.getByRole("button", { name: "Refresh" }).click()
    await page.tick("Just made")
    await page.selected(1, names.length + 1)

    sandbox.zoho.setLayout("D")
    await page.tab.reload()
    await page.selected(0, names.length + 1)
    await page.tab.evaluate(() => {
      const name = document.querySelector(".paged-name")
      if (name) name.textContent = "Nobody's"
    })
    await page.bar.getByText(/names of tags of Deals/).waitFor()
    expect(await page.box("Kunde").count()).toBe(0)
    await picture(page.tab, `unknown-names-${name}`)
    await page.bar.getByRole("button", { name: "Reload page" }).click()
    await page.selected(0, names.length + 1)
    await page.tab.close()
  })
})
