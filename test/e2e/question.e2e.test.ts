/** What happens to a question while it is open in its window. */
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { jobPatience, patience, type BrowserUnderTest } from "./support/driver"
import { jobInPopup, TagPage, type Confirmation } from "./support/flows"
import { browsers, whereTested } from "./support/launch"
import { ageDrafts, openQuestion, questionGone } from "./support/question"
import { stage } from "./support/stage"

describe.each(browsers)("an open question in %s", (name) => {
  const itHere = it.each(whereTested(name))
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    org = sandbox.zoho.seedOrg({ name: "Acme GmbH", tagsPerModule: { Leads: 20 } })
    sandbox.zoho.setLayout("B")
    sandbox.zoho.setJobLength(100)
    await connected(browser, sandbox, org)
  })

  afterEach(() => sandbox.log.clear())

  const names = (module: string): string[] => sandbox.zoho.tags(org.zgid, module).map((tag) => tag.name)

  async function asked(module: string, count: number): Promise<[TagPage, Confirmation]> {
    const page = await TagPage.open(browser, org.tagPageUrl(module))
    const all = names(module)
    await page.selected(0, all.length)
    for (const each of all.slice(0, count)) await page.tick(each)
    await page.selected(count, all.length)
    await page.deleteButton.click()
    const confirmation = page.confirmation(count, module)
    await confirmation.dialog.waitFor()
    return [page, confirmation]
  }

  it("is cancelled by closing its window, and the selection is kept", async () => {
    const [page, confirmation] = await asked("Leads", 2)
    await page.bar.getByText("Waiting for your answer in the Tagsweep window (2 tags)").waitFor()
    await (await confirmation.tab()).close()
    await page.bar.getByText("Cancelled. Nothing was changed.").waitFor()
    await page.selected(2, names("Leads").length)
    await page.deleteButton.click()
    await confirmation.cancel.click()
    await questionGone(browser)
    await page.bar.getByText("Cancelled. Nothing was changed.").waitFor()
    await page.tab.close()
    expect(sandbox.log.massDeletePosts()).toEqual([])
  })

  it("comes to the front again with “Show”", async () => {
    const [page, confirmation] = await asked("Leads", 1)
    await page.tab.bringToFront()
    await page.bar.getByRole("button", { name: "Show" }).click()
    const window = await confirmation.tab()
    await expect.poll(() => window.evaluate(() => document.hasFocus()), { timeout: patience }).toBe(true)
    await confirmation.cancel.click()
    await questionGone(browser)
    await page.tab.close()
  })

  itHere("survives the tab that asked, says so, and can still be answered", async () => {
    const [page, confirmation] = await asked("Leads", 1)
    const were = names("Leads")
    await page.tab.close()
    await confirmation.dialog.getByText(/^The page you asked from was closed\./).waitFor()
    await confirmation.agree()
    await questionGone(browser)
    const popup = await browser.openExtensionPage("popup.html")
    await jobInPopup(popup, "Leads", 1).getByText("Completed").first().waitFor({ timeout: jobPatience })
    expect(names("Leads")).toEqual(were.slice(1))
    await popup.close()
  })

  it("survives the worker, and the bar continues after the answer", async () => {
    const [page, confirmation] = await asked("Leads", 2)
    const were = names("Leads")
    await browser.terminateBackground()
    await confirmation.agree()
    await page.result("2 deleted").waitFor({ timeout: jobPatience })
    expect(await openQuestion(browser)).toBeUndefined()
    expect(names("Leads")).toEqual(were.slice(2))
    expect(sandbox.log.massDeletePosts()).toHaveLength(1)
    await page.tab.close()
  })

  itHere("that has expired changes nothing, and says so in its window and in the bar", async () => {
    const [page, confirmation] = await asked("Leads", 1)
    const own = await browser.openExtensionPage("options.html")
    expect(await own.evaluate(ageDrafts)).toBeGreaterThan(0)
    await own.close()
    await page.bar.getByText("The question expired. Nothing was changed.").waitFor()
    await (await confirmation.tab()).bringToFront()
    await confirmation.confirm.click()
    await confirmation.dialog.getByText(/expired or was already used/).waitFor()
    await confirmation.dialog.getByText(/Nothing was changed\./).waitFor()
    expect(sandbox.log.massDeletePosts()).toEqual([])
    await confirmation.dialog.getByRole("button", { name: "Close" }).click()
    await questionGone(browser)
    await page.tab.close()
  })
})
