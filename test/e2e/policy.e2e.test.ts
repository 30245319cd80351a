/** An organization's policy: what it sets applies, is shown, and cannot be bypassed. */
import { beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { jobPatience, type BrowserUnderTest } from "./support/driver"
import { accept, TagPage } from "./support/flows"
import { chromiumUnlessRelease } from "./support/launch"
import { ownStage } from "./support/stage"

const clientId = "1000.FIRMSOWNCLIENT0000000000000001"

describe.each(chromiumUnlessRelease)("an organization's policy in %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    const policy = {
      clientId,
      clientKind: "client-based",
      dataCenter: "us",
      typedAbove: 1,
      protectedTags: ["VIP"],
      featuresOff: ["look"],
    }
    ;({ sandbox, browser } = await ownStage(name, { policy }))
    org = sandbox.zoho.seedOrg({ name: "Acme GmbH", tagsPerModule: { Leads: 5 } })
  })

  /** The organization's administrator has registered it before. */
  async function registerClient(): Promise<void> {
    const own = await browser.openExtensionPage("manifest.json")
    const redirect = await own.evaluate(() => {
      const globals = globalThis as unknown as Record<string, { identity: { getRedirectURL(): string } }>
      return (globals["browser"] ?? globals["chrome"])?.identity.getRedirectURL() ?? ""
    })
    await own.close()
    sandbox.zoho.registerClient({
      clientId,
      redirectUris: [redirect],
      javascriptDomains: [new URL(redirect).origin],
    })
  }

  it("provides the client: from installation to the first deletion in seven clicks and half a minute", async () => {
    await registerClient()
    sandbox.zoho.setLayout("B")
    const tab = await browser.open(org.tagPageUrl("Leads"))
    const started = Date.now()
    const clicks = ["the icon"]
    const popup = await browser.openExtensionPage("popup.html")
    clicks.push("Connect to Zoho", "Allow")
    // The profile grants the browser's prompt.
    await popup.getByRole("button", { name: "Connect to Zoho" }).click()
    clicks.push("Accept")
    await accept(browser)
    const page = new TagPage(tab, browser)
    await tab.bringToFront()
    // Without a reload, since the page notices.
    await page.selected(0, 5)
    clicks.push("a tag's box", "Delete selected tags", "Delete 1 tag")
    await page.tick(sandbox.zoho.tags(org.zgid, "Leads")[0]?.name ?? "")
    await page.deleteButton.click()
    await page.confirmation(1, "Leads").agree()
    await page.result("1 deleted").waitFor({ timeout: jobPatience })
    const seconds = Math.round((Date.now() - started) / 1000)
    console.log(`${name}: ${clicks.length} clicks, ${seconds} s`)
    expect(clicks).toHaveLength(7)
    expect(seconds).toBeLessThan(30)
    expect(sandbox.zoho.tags(org.zgid, "Leads")).toHaveLength(4)
    for (const each of [popup, tab]) await each.close()
  })

  it("leaves nothing to register, and shows what it decides", async () => {
    const options = await browser.openExtensionPage("options.html")
    await options.getByRole("status", { name: "Connected to Acme GmbH" }).waitFor()
    await options.getByRole("button", { name: "Connect another org" }).click()
    await options.getByRole("button", { name: "Connect to Zoho" }).waitFor()
    for (const field of ["Client ID", "Data center"])
      expect(await options.getByRole("textbox", { name: field }).count()).toBe(0)
    const typed = options.getByRole("spinbutton", { name: "Extra confirmation above" })
    expect([await typed.value(), await typed.attribute("readonly")]).toEqual(["1", ""])
    await options.getByText("Protected by your organization: VIP.").waitFor()
    await options.close()
  })

  it("applies to a deletion: two tags already require the number to be typed", async () => {
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    const [first = "", second = ""] = sandbox.zoho.tags(org.zgid, "Leads").map((tag) => tag.name)
    await page.tick(first)
    await page.tick(second)
    await page.deleteButton.click()
    await page.confirmation(2, "Leads").typed.waitFor()
    await page.tab.close()
  })
})
