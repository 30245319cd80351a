/** The host permissions for Zoho: requested at Connect, revoked, granted again; and the browser's own prompt. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Client, Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { jobPatience, patience, type BrowserUnderTest } from "./support/driver"
import {
  accept,
  askToConnect,
  consentPage,
  isConsentPage,
  jobInPopup,
  registerClient,
  setInStore,
  TagPage,
} from "./support/flows"
import { disconnect } from "./support/grants"
import { hostsGranted, refuseHosts, scriptsOf, revokeHosts } from "./support/hosts-granted"
import { browsers, buildFor, chromiumUnlessRelease, whereTested } from "./support/launch"
import { olderVersion, type Copy } from "./support/older"
import { ownStage, stage } from "./support/stage"

const API = "https://www.zohoapis.com/*"
/** As browsers report them; paths are ignored. */
const THREE = [
  /^https:\/\/accounts\.zoho\.com\//,
  /^https:\/\/crm\.zoho\.com\//,
  /^https:\/\/www\.zohoapis\.com\//,
]

describe.each(browsers)("the host permission for Zoho in %s", (name) => {
  const itHere = it.each(whereTested(name))
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest
  let client: Client

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    org = sandbox.zoho.seedOrg({ tagsPerModule: { Leads: 3, Deals: 3 } })
    sandbox.zoho.setLayout("B")
  })

  async function confirmed(module: "Leads" | "Deals"): Promise<TagPage> {
    const page = await TagPage.open(browser, org.tagPageUrl(module))
    await page.selectModule(3)
    await page.deleteButton.click()
    await page.confirmation(3, module).agree()
    return page
  }

  it("is missing before Connect, when no script of ours runs on Zoho's pages, then covers three hosts", async () => {
    expect(await hostsGranted(browser)).toEqual([])
    const page = new TagPage(await browser.open(org.tagPageUrl("Leads")), browser)
    const options = await browser.openExtensionPage("options.html")
    client = await registerClient(sandbox, options)
    expect([await page.bar.count(), await scriptsOf(browser)]).toEqual([0, []])
    await askToConnect(options, client.clientId)
    await consentPage(browser)
    await accept(browser)
    await options.getByRole("status", { name: `Connected to ${org.name}` }).waitFor()
    await setInStore(options, { graceSeconds: 0 })
    await options.close()
    const granted = await hostsGranted(browser)
    expect(granted).toHaveLength(THREE.length)
    granted.forEach((host, at) => expect(host).toMatch(THREE[at] ?? /none/))
    await page.tab.bringToFront()
    await page.selected(0, 3)
    await page.tab.close()
  })

  it("stops a job when revoked, is explained, and is requested again by a click", async () => {
    sandbox.zoho.setJobLength(3000)
    const page = await confirmed("Leads")
    await expect.poll(() => sandbox.log.massDeletePolls().length, { timeout: jobPatience }).toBeGreaterThan(0)
    expect(await revokeHosts(browser, [API])).toBe("true")
    const popup = await browser.openExtensionPage("popup.html")
    const job = jobInPopup(popup, "Leads", 3)
    await job.getByText(/is blocking this extension from reaching Zoho/).waitFor({ timeout: jobPatience })
    const sent = sandbox.log.find({ host: /zohoapis/ }).length
    await job.getByRole("button", { name: "Allow access" }).click()
    await job.getByText("Completed").first().waitFor({ timeout: jobPatience })
    expect(sandbox.log.find({ host: /zohoapis/ }).length).toBeGreaterThan(sent)
    expect(sandbox.zoho.tags(org.zgid, "Leads")).toEqual([])
    expect(sandbox.log.massDeletePosts()).toHaveLength(1)
    await popup.close()
    await page.tab.close()
  })

  itHere("is distinguished from a missing network by the page, which links to the click", async () => {
    expect(await revokeHosts(browser, [API])).toBe("true")
    const page = await TagPage.open(browser, org.tagPageUrl("Deals"))
    await page.bar.getByText(/is blocking this extension from reaching Zoho/).waitFor()
    await page.bar.getByRole("button", { name: "Allow access" }).click()
    const options = await browser.waitForTab((url) => url.endsWith("/options.html"))
    await options.getByRole("button", { name: "Allow access" }).click()
    await options.getByRole("button", { name: "Allow access" }).waitFor({ state: "hidden" })
    await options.close()
    await page.tab.reload()
    await page.selected(0, 3)
    await page.tab.close()
  })

  it("for the CRM's pages alone removes our script from them when revoked, and can be granted again", async () => {
    expect(await revokeHosts(browser, ["https://crm.zoho.com/crm/*"])).toBe("true")
    const options = await browser.openExtensionPage("options.html")
    await options.getByText(/is blocking this extension from reaching Zoho/).waitFor()
    const page = new TagPage(await browser.open(org.tagPageUrl("Deals")), browser)
    await options.bringToFront()
    await options.getByRole("button", { name: "Allow access" }).click()
    await options.getByRole("button", { name: "Allow access" }).waitFor({ state: "hidden" })
    await options.close()
    await page.tab.bringToFront()
    // Without a reload.
    await page.selected(0, 3)
    await page.tab.close()
  })

  itHere("missing before a job starts prevents all calls until it is back", async () => {
    sandbox.log.clear()
    sandbox.zoho.setJobLength(200)
    const page = await TagPage.open(browser, org.tagPageUrl("Deals"))
    await page.selectModule(3)
    await page.deleteButton.click()
    const confirmation = page.confirmation(3, "Deals")
    await expect.poll(() => confirmation.confirm.isDisabled(), { timeout: patience }).toBe(false)
    expect(await revokeHosts(browser, [API])).toBe("true")
    const question = await confirmation.tab()
    await question.bringToFront()
    await confirmation.agree()
    await confirmation.dialog.getByText(/is blocking this extension from reaching Zoho/).waitFor()
    expect(sandbox.log.massDeletePosts()).toEqual([])
    await confirmation.dialog.getByRole("button", { name: "Allow access" }).click()
    await expect.poll(() => confirmation.confirm.isDisabled(), { timeout: patience }).toBe(false)
    await confirmation.agree()
    await page.tab.bringToFront()
    await page.result("3 deleted").waitFor({ timeout: jobPatience })
    expect(sandbox.zoho.tags(org.zgid, "Deals")).toEqual([])
    await page.tab.close()
  })

  it("is removed when the last org of the data center is disconnected", async () => {
    await disconnect(browser, sandbox, org, client)
    await expect.poll(() => hostsGranted(browser), { timeout: patience }).toEqual([])
    const page = new TagPage(await browser.open(org.tagPageUrl("Leads")), browser)
    await page.tab.getByRole("heading").first().waitFor()
    expect(await page.bar.count()).toBe(0)
    await page.tab.close()
  })
})

describe.each(browsers)("the browser's own prompt in %s", (name) => {
  let sandbox: Sandbox
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await ownStage(name, { asks: true }))
    sandbox.zoho.seedOrg({ name: "Acme GmbH", tagsPerModule: { Leads: 3 } })
  })
  afterAll(() => browser.close())

  it("appears at Connect, and its refusal is explained with a button that asks again", async () => {
    const options = await browser.openExtensionPage("options.html")
    const client = await registerClient(sandbox, options)
    if (name === "chromium") await refuseHosts(options)
    await askToConnect(options, client.clientId)
    const asked = name === "firefox" ? await browser.answerQuestion(false) : ""
    if (name === "firefox") expect(asked).toMatch(/accounts\.zoho\.com.*crm\.zoho\.com|zohoapis\.com/s)
    const alert = options.getByRole("alert")
    await alert.getByText(/You didn’t allow Tagsweep to reach Zoho/).waitFor()
    expect(await alert.text()).toContain("www.zohoapis.com, accounts.zoho.com, and crm.zoho.com")
    expect(await hostsGranted(browser)).toEqual([])
    expect(sandbox.log.find({ host: /^accounts/ })).toEqual([])

    await options.getByRole("button", { name: "Allow access" }).click()
    if (name === "firefox") {
      await browser.answerQuestion(true)
      await accept(browser)
      await options.getByRole("status", { name: "Connected to Acme GmbH" }).waitFor()
    } else {
      // A system window, whose buttons no driver can press. Until someone does, nothing is sent.
      expect(await hostsGranted(browser)).toEqual([])
      expect(sandbox.log.find({ host: /^accounts/ })).toEqual([])
    }
    await options.close()
  })
})

describe.each(chromiumUnlessRelease)("an org in another data center than the chosen one, in %s,", (name) => {
  it("needs one Zoho window: the sign-in resumes once its hosts are granted", async () => {
    const { sandbox, browser } = await stage(name)
    sandbox.zoho.seedOrg({ name: "Acme GmbH", dataCenter: "eu" })
    const options = await browser.openExtensionPage("options.html")
    const client = await registerClient(sandbox, options)
    await askToConnect(options, client.clientId)
    await accept(browser)
    const alert = options.getByRole("alert")
    await alert.getByText(/is blocking this extension from reaching Zoho/).waitFor()
    expect((await hostsGranted(browser)).filter((host) => host.includes(".eu"))).toEqual([])
    await options.bringToFront()
    await alert.getByRole("button", { name: "Allow access" }).click()
    await options.getByRole("status", { name: "Connected to Acme GmbH" }).waitFor()
    // Zoho did not ask again.
    expect(sandbox.log.find({ path: "/oauth/v2/auth/decision" })).toHaveLength(1)
    const tabs = await Promise.all((await browser.tabs()).map((tab) => tab.url()))
    expect(tabs.filter(isConsentPage)).toEqual([])
    await options.close()
  })
})

describe.each(browsers)("granted hosts, and an org connected with them, in %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let older: Copy
  let browser: BrowserUnderTest
  let granted: string[]

  beforeAll(async () => {
    older = await olderVersion(name, { withoutDataCenter: ".ae" })
    ;({ sandbox, browser } = await ownStage(name, { extensionDir: older.folder }))
    org = sandbox.zoho.seedOrg({ tagsPerModule: { Leads: 3 } })
    sandbox.zoho.setLayout("B")
    await connected(browser, sandbox, org)
    granted = await hostsGranted(browser)
    expect(granted).toHaveLength(THREE.length)
    // An update closes the extension's own tabs, and a browser without tabs quits.
    await browser.open("about:blank")
  })
  afterAll(async () => {
    await browser.close()
    await older.remove()
  })

  async function areAsBefore(): Promise<void> {
    await expect.poll(() => scriptsOf(browser), { timeout: patience }).toEqual(["tag-page", "watch"])
    expect(await hostsGranted(browser)).toEqual(granted)
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.selected(0, 3)
    await page.tab.close()
  }

  it("survive an update that adds a data center, also on a page that was open", async () => {
    await areAsBefore()
    const open = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await open.selected(0, 3)
    await browser.update(buildFor(name))
    await open.tab.bringToFront()
    await open.selected(0, 3)
    await areAsBefore()
    await open.tab.close()
  })
})
