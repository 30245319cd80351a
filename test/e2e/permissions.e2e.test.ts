/** The browser's permission to reach Zoho, taken away while a job runs, and given back by a click. */
import { beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { jobPatience, patience, type BrowserUnderTest } from "./support/driver"
import { jobInPopup, TagPage } from "./support/flows"
import { browsers } from "./support/launch"
import { stage } from "./support/stage"

const api = "https://www.zohoapis.com/*"

/** As the user does it in the browser's own settings; what the browser answers. */
async function takeAway(browser: BrowserUnderTest): Promise<string> {
  const ours = await browser.openExtensionPage("manifest.json")
  const answer = await ours.evaluate(async (origin) => {
    interface Api {
      readonly permissions: { remove(what: object): Promise<boolean> }
    }
    const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", Api>>
    const removal = (globals.browser ?? globals.chrome)?.permissions.remove({ origins: [origin] })
    return (removal ?? Promise.reject(new Error("no such API"))).then(String, String)
  }, api)
  await ours.close()
  return answer
}

// It gives host permissions at install and takes them back only with the extension's own switch.
describe.each(browsers.filter((name) => name === "chromium"))(
  "the permission to reach Zoho in %s",
  (name) => {
    it("cannot be taken away: it is required there", async () => {
      const { browser } = await stage(name)
      expect(await takeAway(browser)).toMatch(/required permissions/)
    })
  },
)

describe.each(browsers.filter((name) => name === "firefox"))(
  "the permission to reach Zoho, taken away in %s,",
  (name) => {
    let sandbox: Sandbox
    let org: SeededOrg
    let browser: BrowserUnderTest

    beforeAll(async () => {
      ;({ sandbox, browser } = await stage(name))
      org = sandbox.zoho.seedOrg({ tagsPerModule: { Leads: 3, Deals: 3 } })
      sandbox.zoho.setLayout("B")
      await connected(browser, sandbox, org)
    })

    async function confirmed(module: "Leads" | "Deals"): Promise<TagPage> {
      const page = await TagPage.open(browser, org.tagPageUrl(module))
      await page.selectAll.click()
      await page.selected(3, 3)
      await page.deleteButton.click()
      await page.confirmation(3, module).agree()
      return page
    }

    it("stops a job, is explained, and is asked for again by a click", async () => {
      sandbox.zoho.setJobLength(3000)
      const page = await confirmed("Leads")
      await expect
        .poll(() => sandbox.log.massDeletePolls().length, { timeout: jobPatience })
        .toBeGreaterThan(0)
      expect(await takeAway(browser)).toBe("true")
      const popup = await browser.openExtensionPage("popup.html")
      const job = jobInPopup(popup, "Leads", 3)
      await job.getByText(/browser’s permission to reach Zoho/).waitFor({ timeout: jobPatience })
      await job.getByText(/Nothing more is sent until you allow it again/).waitFor()
      const sent = sandbox.log.find({ host: /zohoapis/ }).length
      await job.getByRole("button", { name: "Allow access" }).click()
      await job.getByText("Completed").first().waitFor({ timeout: jobPatience })
      expect(sandbox.log.find({ host: /zohoapis/ }).length).toBeGreaterThan(sent)
      expect(sandbox.zoho.tags(org.zgid, "Leads")).toEqual([])
      expect(sandbox.log.massDeletePosts()).toHaveLength(1)
      await popup.close()
      await page.tab.close()
    })

    it("is told from a missing network by the page, which leads to the click", async () => {
      expect(await takeAway(browser)).toBe("true")
      const page = await TagPage.open(browser, org.tagPageUrl("Deals"))
      await page.bar.getByText(/the browser’s permission was taken away/).waitFor()
      await page.bar.getByRole("button", { name: "Allow access" }).click()
      const options = await browser.waitForTab((url) => url.endsWith("/options.html"))
      await options.getByRole("button", { name: "Allow access" }).click()
      await options.getByRole("button", { name: "Allow access" }).waitFor({ state: "hidden" })
      await options.close()
      await page.tab.reload()
      await page.selected(0, 3)
      await page.tab.close()
    })

    it("before a job begins sends nothing until it is back", async () => {
      sandbox.log.clear()
      sandbox.zoho.setJobLength(200)
      const page = await TagPage.open(browser, org.tagPageUrl("Deals"))
      await page.selectAll.click()
      await page.selected(3, 3)
      await page.deleteButton.click()
      const confirmation = page.confirmation(3, "Deals")
      await expect.poll(() => confirmation.confirm.isDisabled(), { timeout: patience }).toBe(false)
      expect(await takeAway(browser)).toBe("true")
      const question = await confirmation.tab()
      await question.bringToFront()
      await confirmation.agree()
      await confirmation.dialog.getByText(/the browser’s permission was taken away/).waitFor()
      expect(sandbox.log.massDeletePosts()).toEqual([])
      await confirmation.dialog.getByRole("button", { name: "Allow access" }).click()
      await expect.poll(() => confirmation.confirm.isDisabled(), { timeout: patience }).toBe(false)
      await confirmation.agree()
      await page.tab.bringToFront()
      await page.result("3 deleted").waitFor({ timeout: jobPatience })
      expect(sandbox.zoho.tags(org.zgid, "Deals")).toEqual([])
      await page.tab.close()
    })
  },
)
