/** A firm's policy: what it has decided stands, is said to be decided, and cannot be got around. */
import { beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import type { BrowserUnderTest } from "./support/driver"
import { accept, TagPage } from "./support/flows"
import { chromiumUnlessRelease } from "./support/launch"
import { ownStage } from "./support/stage"

const clientId = "1000.FIRMSOWNCLIENT0000000000000001"

describe.each(chromiumUnlessRelease)("a firm's policy in %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    const policy = {
      clientId,
      clientKind: "client-based",
      dataCentre: "us",
      typedAbove: 1,
      protectedTags: ["VIP"],
      featuresOff: ["look"],
    }
    ;({ sandbox, browser } = await ownStage(name, { policy }))
    org = sandbox.zoho.seedOrg({ name: "Acme GmbH", tagsPerModule: { Leads: 5 } })
  })

  it("fills in the client, and people only connect", async () => {
    const options = await browser.openExtensionPage("options.html")
    const field = options.getByRole("textbox", { name: "Client ID" })
    await field.waitFor()
    expect([await field.value(), await field.attribute("readonly")]).toEqual([clientId, ""])
    await options.getByText(/has registered Tagsweep at Zoho already/).waitFor()
    // What the firm's administrator registered before.
    const redirect = await options.evaluate(() => {
      const globals = globalThis as unknown as Record<string, { identity: { getRedirectURL(): string } }>
      return (globals["browser"] ?? globals["chrome"])?.identity.getRedirectURL() ?? ""
    })
    sandbox.zoho.registerClient({
      clientId,
      redirectUris: [redirect],
      javascriptDomains: [new URL(redirect).origin],
    })
    await options.getByRole("button", { name: "Connect" }).click()
    await accept(browser)
    await options.getByRole("status", { name: "Connected to Acme GmbH" }).waitFor()

    const typed = options.getByRole("spinbutton", { name: "Ask for the number above" })
    expect([await typed.value(), await typed.attribute("readonly")]).toEqual(["1", ""])
    await options.getByText("Protected by your organization: VIP.").waitFor()
    await options.close()
  })

  it("holds for a deletion: two tags already want their number typed", async () => {
    sandbox.zoho.setLayout("B")
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    const [first = "", second = ""] = sandbox.zoho.tags(org.zgid, "Leads").map((tag) => tag.name)
    await page.tick(first)
    await page.tick(second)
    await page.deleteButton.click()
    await page.confirmation(2, "Leads").typed.waitFor()
    await page.tab.close()
  })
})
