/** The main job as users do it: connect, select, confirm, watch, and find it in the popup. */
import { beforeAll, beforeEach, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { jobPatience, patience, type BrowserUnderTest, type Tab } from "./support/driver"
import { jobInPopup, TagPage } from "./support/flows"
import { strayHosts } from "./support/hosts"
import { browsers, whereTested } from "./support/launch"
import { everythingIn, everythingOnDisk, usedTokens } from "./support/secrets"
import { stage } from "./support/stage"
import { clickZohoBox, followLink, revealRow, scrollList } from "./support/zoho-page"

const seed = {
  name: "Acme GmbH",
  tagLimit: 500,
  tagsPerModule: { Leads: 30, Deals: 180, Contacts: 120, Accounts: 500 },
}

describe.each(browsers)("the main job in %s", (name) => {
  const itHere = it.each(whereTested(name))
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    org = sandbox.zoho.seedOrg(seed)
    await connected(browser, sandbox, org)
  })

  beforeEach(() => sandbox.log.clear())

  const names = (module: string): string[] => sandbox.zoho.tags(org.zgid, module).map((tag) => tag.name)
  const idsOf = (module: string, chosen: readonly string[]): string[] =>
    sandbox.zoho
      .tags(org.zgid, module)
      .filter((tag) => chosen.includes(tag.name))
      .map((tag) => tag.id)

  /** Confirms, waits for the result, and compares what Zoho has left with what was chosen. */
  async function deleteChosen(page: TagPage, module: string, chosen: readonly string[]): Promise<void> {
    const { apiName, pluralLabel } = org.modules[module] ?? expect.fail(`no module ${module}`)
    const kept = names(apiName).filter((tag) => !chosen.includes(tag))
    const confirmed = idsOf(apiName, chosen)
    await page.deleteButton.click()
    await page.confirmation(chosen.length, pluralLabel).agree()
    await page.progress(chosen.length).waitFor()
    await page.result(`${chosen.length} deleted`).waitFor({ timeout: jobPatience })
    expect(names(apiName)).toEqual(kept)
    expect(sandbox.log.massDeleteIds().flat().toSorted()).toEqual(confirmed.toSorted())
  }

  async function popupShows(pluralLabel: string, count: number, some: readonly string[]): Promise<void> {
    const popup = await browser.openExtensionPage("popup.html")
    const job = jobInPopup(popup, pluralLabel, count)
    await job.getByText("Completed").first().waitFor()
    await job.getByRole("button", { name: "Details" }).click()
    for (const tag of some) await job.getByText(tag).first().waitFor()
    await popup.close()
  }

  it("reads Zoho's own boxes after a full load, and Cancel changes nothing (layout A)", async () => {
    sandbox.zoho.setLayout("A")
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.selected(0, 30)
    expect(await page.deleteButton.isDisabled()).toBe(true)
    const chosen = [3, 7, 29].map((index) => names("Leads")[index] ?? "")
    for (const tag of chosen) await clickZohoBox(page.tab, tag)
    await page.selected(3, 30)
    expect(await page.selectAll.checked()).toBe("mixed")

    await page.deleteButton.click()
    const confirmation = page.confirmation(3, "Leads")
    await confirmation.dialog.waitFor()
    await expect.poll(() => confirmation.cancel.isFocused(), { timeout: patience }).toBe(true)
    for (const tag of chosen) {
      await confirmation.dialog.getByText(tag).waitFor()
      expect(await confirmation.dialog.getByText(tag).count()).toBe(1)
    }
    expect(await confirmation.dialog.getByText(/Acme GmbH/).count()).toBeGreaterThan(0)
    await confirmation.cancel.click()
    await confirmation.dialog.waitFor({ state: "hidden" })
    expect(sandbox.log.massDeletePosts()).toEqual([])

    await deleteChosen(page, "Leads", chosen)
    await popupShows("Leads", 3, chosen)
    await page.tab.close()
  })

  it("sends the token only to Zoho, and contacts no other host", async () => {
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.selected(0, 27)
    const options = await browser.openExtensionPage("options.html")
    await options.getByRole("status", { name: "Connected to Acme GmbH" }).waitFor()
    const popup = await browser.openExtensionPage("popup.html")
    await jobInPopup(popup, "Leads", 3).getByRole("button", { name: "Details" }).click()
    const [token, ...others] = usedTokens(sandbox)
    expect(others).toEqual([])
    const seen = await Promise.all([
      ...(await browser.tabs()).map((tab: Tab) => everythingIn(tab)),
      everythingOnDisk(popup),
      browser.consoleText(),
    ])
    expect(seen.length).toBeGreaterThan(2)
    for (const text of seen) expect(text).not.toContain(token)
    const leaky = sandbox.log.calls.filter((call) =>
      JSON.stringify([call.path, call.query, call.body]).includes(token ?? ""),
    )
    expect(leaky).toEqual([])
    expect(strayHosts(sandbox)).toEqual([])
  })

  itHere(
    "selects by click, range and keyboard after pushState, and requires the number above 20 tags (layout B)",
    async () => {
      sandbox.zoho.setLayout("B")
      const tab = await browser.open(org.homeUrl)
      await followLink(tab, "Deals")
      await followLink(tab, "Manage Tags")
      const page = new TagPage(tab, browser)
      await page.selected(0, 180)
      const all = names("Deals")
      const at = (index: number): string => all[index] ?? ""
      await page.tick(at(4))
      await page.selected(1, 180)
      await page.tick(at(38), { shift: true })
      await page.selected(35, 180)
      await revealRow(tab, at(60))
      await page.box(at(60)).press("Space")
      await page.box(at(61)).press("Space")
      await page.selected(37, 180)
      expect(await page.box(at(20)).checked()).toBe(true)
      const chosen = [...all.slice(4, 39), at(60), at(61)]

      await page.deleteButton.click()
      const confirmation = page.confirmation(37, "Deals")
      await confirmation.typed.fill("36")
      expect(await confirmation.confirm.isDisabled()).toBe(true)
      await (await confirmation.tab()).press("Escape")
      await confirmation.dialog.waitFor({ state: "hidden" })

      await deleteChosen(page, "Deals", chosen)
      await popupShows("Deals", 37, chosen.slice(0, 2))
      await tab.close()
    },
  )

  itHere(
    "keeps the selection while scrolling, and the job after its tab closes (layout C, a virtual list)",
    async () => {
      sandbox.zoho.setLayout("C")
      const page = await TagPage.open(browser, org.tagPageUrl("Contacts"))
      await page.selectAll.click()
      // First those in the list, then the rest of the module.
      await page.selectRest(120).click()
      await page.selected(120, 120)
      const all = names("Contacts")
      await page.tick(all[1] ?? "")
      await page.selected(119, 120)
      await scrollList(page.tab, "end")
      await page.tick(all.at(-1) ?? "")
      await page.selected(118, 120)
      await scrollList(page.tab, "start")
      expect(await page.box(all[1] ?? "").checked()).toBe(false)
      await page.selected(118, 120)

      await page.deleteButton.click()
      await page.confirmation(118, "Contacts").agree()
      await page.progress(118).waitFor()
      await page.tab.close()
      const popup = await browser.openExtensionPage("popup.html")
      await jobInPopup(popup, "Contacts", 118)
        .getByText("Completed")
        .first()
        .waitFor({ timeout: jobPatience })
      await popup.close()
      expect(names("Contacts")).toEqual([all[1], all.at(-1)])
    },
  )

  itHere("sends 490 of 500 tags of a module in three calls of at most 200, each ID once", async () => {
    sandbox.zoho.setLayout("B")
    // Long enough to see its progress on any machine.
    sandbox.zoho.setJobLength(3000)
    const page = await TagPage.open(browser, org.tagPageUrl("Accounts"))
    await page.selectModule(500)
    const all = names("Accounts")
    await page.tick(all[0] ?? "")
    await page.tick(all[9] ?? "", { shift: true })
    await page.selected(490, 500)
    await deleteChosen(page, "Accounts", all.slice(10))
    const sizes = sandbox.log.massDeleteIds().map((ids) => ids.length)
    expect(sizes).toHaveLength(3)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(200)
    await page.tab.close()
  })
})
