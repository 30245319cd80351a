/** Tests the driver itself on an extension with known behavior, so that its results can be trusted. */
import { fileURLToPath } from "node:url"
import type Browser from "webextension-polyfill"
import { beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { patience, type BrowserUnderTest, type Tab } from "./support/driver"
import { strayHosts } from "./support/hosts"
import { chromiumUnlessRelease } from "./support/launch"
import { ownStage } from "./support/stage"

const extensionDir = fileURLToPath(new URL("fixtures/probe", import.meta.url))

describe.each(chromiumUnlessRelease)("the driver of %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await ownStage(name, { extensionDir }))
    org = sandbox.zoho.seedOrg({ tagsPerModule: { Leads: 3 } })
  })

  const ask = (page: Tab, command: string, argument?: string): Promise<unknown> =>
    page.evaluate(
      (message) => {
        const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
        return (globals.browser ?? globals.chrome)?.runtime.sendMessage(message)
      },
      { command, argument },
    )

  it("finds by role and name through shadow roots, and sends trusted input", async () => {
    const tab = await browser.open(org.tagPageUrl("Leads"))
    const bar = tab.getByRole("toolbar", { name: "Probe" })
    const heard = bar.getByRole("status", { name: "heard" })
    await bar.getByRole("button", { name: "Act" }).click()
    expect(await heard.text()).toBe("Act trusted")
    expect(await bar.getByRole("checkbox").count()).toBe(2)
    await bar.getByRole("checkbox", { name: "Two" }).click({ shift: true })
    expect(await heard.text()).toBe("Two trusted with shift")
    await bar.getByRole("checkbox", { name: "One" }).press("Space")
    expect(await bar.getByRole("checkbox", { name: "One" }).checked()).toBe(true)
    const typed = bar.getByRole("textbox", { name: "Typed" })
    await typed.fill("12345")
    await typed.fill("37")
    await typed.type("9")
    expect([await typed.value(), await typed.isFocused()]).toEqual(["379", true])
    await tab.close()
  })

  it("does not find missing elements", async () => {
    const tab = await browser.open(org.tagPageUrl("Leads"))
    await tab.getByRole("toolbar", { name: "Probe" }).waitFor()
    expect(await tab.getByRole("button", { name: "act" }).count()).toBe(0)
    expect(await tab.getByRole("checkbox", { name: "Hidden" }).count()).toBe(0)
    expect(await tab.getByRole("button", { name: "Off" }).isDisabled()).toBe(true)
    await expect(tab.getByText("nothing").waitFor({ timeout: 200 })).rejects.toThrow()
    await tab.close()
  })

  it("passes the consent page, and survives the background's end and a restart", async () => {
    let popup = await browser.openExtensionPage("popup.html")
    const redirect = String(await ask(popup, "redirect"))
    const { clientId } = sandbox.zoho.registerClient({
      redirectUris: [redirect],
      javascriptDomains: [new URL(redirect).origin],
    })
    await popup.goto(`${browser.extensionOrigin}/popup.html?client=${clientId}`)
    await popup.getByRole("button", { name: "Sign in" }).click()
    const consent = await browser.waitForTab((url) => url.includes("/oauth/v2/auth"))
    await consent.getByRole("button", { name: "Accept" }).click()
    await expect
      .poll(() => popup.getByRole("status").text(), { timeout: patience })
      .toContain("access_token=1000.")

    const boot = await ask(popup, "boot")
    await expect.poll(() => browser.consoleText(), { timeout: patience }).toContain(`asked ${String(boot)}`)
    expect(await browser.consoleText()).toContain("the bar is there")
    await browser.terminateBackground()
    expect(await ask(popup, "boot")).not.toBe(boot)

    await ask(popup, "store", "kept")
    await browser.restart()
    popup = await browser.openExtensionPage("popup.html")
    expect(await ask(popup, "store")).toBe("kept")
  })

  it("blocks all hosts except Zoho's, and records who was blocked", async () => {
    const popup = await browser.openExtensionPage("popup.html")
    expect(strayHosts(sandbox)).toEqual([])
    expect(await ask(popup, "reach", "https://accounts.zoho.com/oauth/serverinfo")).toBe("reached")
    expect(await ask(popup, "reach", "https://elsewhere.example/")).toBe("refused")
    expect(strayHosts(sandbox)).toEqual(["elsewhere.example"])
  })
})
