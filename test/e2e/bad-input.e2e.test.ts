/**
 * What goes wrong in everyday use: each case shows plain sentences with a remedy, and nothing is reported as
 * deleted that is not gone.
 */
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import { orgPatterns } from "../../src/zoho/data-centers"
import type { Client, Sandbox, SeededOrg } from "../sandbox"
import { jobPatience, type BrowserUnderTest, type Locator, type Tab } from "./support/driver"
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
import { chromiumUnlessRelease, forRelease } from "./support/launch"
import { until } from "./support/poll"
import { stage } from "./support/stage"

const api = /zohoapis/
const tagList = /\/settings\/tags$/
const massDelete = /\/mass_delete$/

const three = ["Alpha", "Beta", "Gamma"].map((name) => ({ name }))

/** One module for each thing that goes wrong with a job, so that the tests are independent. */
const seed = {
  tags: {
    Leads: three,
    Contacts: three,
    Accounts: three,
    Deals: [
      { name: "Big deal", usedIn: ["Follow up big deals"] },
      { name: "Small deal" },
      { name: "No deal" },
    ],
  },
}

/** At least two whole sentences, without technical terms. */
async function plainWords(element: Locator): Promise<string> {
  await element.waitFor({ timeout: jobPatience })
  const text = await element.text()
  expect(text).toMatch(/^[A-Z].*[.!?] .*[A-Z].*[.!?]/)
  expect(text).not.toMatch(/undefined|null|NaN|\[object|Error:|[A-Z]{3,}_[A-Z]+|\b[45]\d\d\b/)
  return text
}

describe.each(chromiumUnlessRelease)("bad input in %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest
  let options: Tab
  let client: Client

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name, { readings: { silentGrant: "refused" } }))
    org = sandbox.zoho.seedOrg(seed)
    sandbox.zoho.setLayout("C")
    sandbox.zoho.setJobLength(300)
    options = await browser.openExtensionPage("options.html")
    client = await registerClient(sandbox, options)
  })

  afterEach(() => {
    sandbox.zoho.faults.clear()
    sandbox.zoho.org(org.zgid).missingPermissions.clear()
    sandbox.log.clear()
  })

  const names = (module: string): string[] => sandbox.zoho.tags(org.zgid, module).map((tag) => tag.name)

  async function connected(): Promise<void> {
    await askToConnect(options, client.clientId)
    await accept(browser)
    await options.getByRole("status", { name: `Connected to ${org.name}` }).waitFor()
    await setInStore(options, { graceSeconds: 0 })
  }

  /**
   * Closes the window in which Zoho refuses. Chromium closes it itself if the page has an HTTP error. The form may
   * show the error beforehand, so only the window's own call proves that it has opened.
   */
  async function leaveRefusal(): Promise<void> {
    const opened = (): boolean =>
      sandbox.log
        .find({ path: /\/oauth\/v2\/auth$/ })
        .some(({ headers }) => headers["sec-fetch-mode"] === "navigate")
    await until("Zoho's window", async () => opened() || undefined)
    const connectButton = options.getByRole("button", { name: "Connect" })
    await until("Zoho's window closed", async () => {
      for (const tab of await browser.tabs()) {
        if (isConsentPage(await tab.url())) await tab.close()
      }
      return !(await connectButton.isDisabled()) || undefined
    })
  }

  /** Selects those tags on the module's page. */
  async function choose(module: string, chosen: readonly string[]): Promise<TagPage> {
    const page = await TagPage.open(browser, org.tagPageUrl(module))
    for (const tag of chosen) await page.tick(tag)
    await page.selected(chosen.length, names(module).length)
    return page
  }

  async function start(module: string, chosen: readonly string[]): Promise<TagPage> {
    const page = await choose(module, chosen)
    await page.deleteButton.click()
    await page.confirmation(chosen.length, module).agree()
    return page
  }

  it("shows that Zoho does not know the client ID", async () => {
    await askToConnect(options, "1000.NOSUCHCLIENT")
    await leaveRefusal()
    expect(await plainWords(options.getByRole("alert"))).toMatch(/client id/i)
    expect(await options.getByRole("status", { name: "Not connected" }).count()).toBe(1)
  })

  it("shows that consent was refused", async () => {
    await askToConnect(options, client.clientId)
    const consent = await consentPage(browser)
    await consent.getByRole("button", { name: "Reject" }).click()
    await options.getByText(/You declined access/).waitFor()
    expect(await plainWords(options.getByRole("alert"))).toMatch(/connect to Zoho again/i)
    expect(await options.getByRole("status", { name: "Not connected" }).count()).toBe(1)
  })

  it("shows that the user has no Zoho CRM", async () => {
    sandbox.zoho.signInWithoutCrm()
    await askToConnect(options, client.clientId)
    await options.getByText(/has no Zoho CRM org/).waitFor()
    expect(await plainWords(options.getByRole("alert"))).toMatch(/as a user of your CRM org/i)
    expect(await options.getByRole("status", { name: "Not connected" }).count()).toBe(1)
    sandbox.zoho.signIn(org.zgid)
  })

  it("shows on the tag page that nothing is connected, and how to connect, if its host was granted", async () => {
    await browser.grant(orgPatterns({ location: org.dataCenter, environment: org.environment }))
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.tab.getByRole("button", { name: "Connect to Zoho" }).waitFor()
    expect(await page.deleteButton.count()).toBe(0)
    await page.tab.close()
    await connected()
  })

  it("shows that a module has no tags", async () => {
    const page = await TagPage.open(browser, org.tagPageUrl("Campaigns"))
    await page.bar.getByText(/This module has no tags/).waitFor()
    expect((await page.deleteButton.count()) === 0 || (await page.deleteButton.isDisabled())).toBe(true)
    await page.tab.close()
  })

  it("shows that the org is not connected", async () => {
    const other = sandbox.zoho.seedOrg({ name: "Other AG", tagsPerModule: { Leads: 5 } })
    const page = await TagPage.open(browser, other.tagPageUrl("Leads"))
    expect(await plainWords(page.tab.getByRole("alert"))).toMatch(/org/i)
    expect(await page.deleteButton.count()).toBe(0)
    await page.tab.close()
  })

  it("keeps a tag that a workflow uses, with the reason, and deletes the others", async () => {
    const page = await start("Deals", ["Big deal", "Small deal"])
    await page.result("1 deleted, 1 kept").waitFor({ timeout: jobPatience })
    expect(names("Deals")).toEqual(["Big deal", "No deal"])
    await page.tab.close()
    const popup = await browser.openExtensionPage("popup.html")
    const job = jobInPopup(popup, "Deals", 2)
    await job.getByText("Completed with problems").first().waitFor()
    await job.getByRole("button", { name: "Details" }).click()
    await job
      .getByText(/In use by a workflow/)
      .first()
      .waitFor()
    await popup.close()
  })

  it("says whom to ask if tags may not be deleted, and deletes nothing", async () => {
    sandbox.zoho.org(org.zgid).missingPermissions.add("Crm_Implied_Edit_Tags")
    const page = await start("Contacts", ["Alpha", "Beta"])
    await page.bar.getByText(/You don’t have permission/).waitFor({ timeout: jobPatience })
    const popup = await browser.openExtensionPage("popup.html")
    await jobInPopup(popup, "Contacts", 2)
      .getByText(/Ask your Zoho administrator/)
      .waitFor()
    await popup.close()
    expect(await page.bar.getByText(/[1-9]\d* deleted/).count()).toBe(0)
    expect(names("Contacts")).toEqual(["Alpha", "Beta", "Gamma"])
    await page.tab.close()
  })

  it("waits for consent if a scope was not granted", async () => {
    const body = {
      code: "OAUTH_SCOPE_MISMATCH",
      status: "error",
      message: "invalid oauth scope",
      details: {},
    }
    sandbox.zoho.faults.add({
      match: { method: "POST", path: massDelete, count: Infinity },
      fault: { status: 401, body },
    })
    const page = await start("Accounts", ["Beta", "Gamma"])
    const popup = await browser.openExtensionPage("popup.html")
    const job = jobInPopup(popup, "Accounts", 2)
    await job.getByText("Paused").first().waitFor({ timeout: jobPatience })
    await job.getByText(/Zoho needs your permission/).waitFor()
    expect(names("Accounts")).toEqual(["Alpha", "Beta", "Gamma"])
    await job.getByRole("button", { name: "Cancel" }).click()
    await job.getByText("Cancelled").first().waitFor()
    await popup.close()
    await page.tab.close()
  })

  it("shows that Zoho is unreachable or under maintenance", async () => {
    const page = await choose("Leads", ["Gamma"])
    for (const fault of ["drop-before", "html-maintenance"] as const) {
      const removeFault = sandbox.zoho.faults.add({ match: { host: api, count: Infinity }, fault })
      await page.deleteButton.click()
      expect(await plainWords(page.tab.getByRole("alert"))).toMatch(/reached|having problems/i)
      removeFault()
    }
    expect(sandbox.log.massDeletePosts()).toEqual([])
    await page.tab.close()
  })

  // Browsers accept a 407 only from their own proxy and report a network error. Unit tests cover it.
  it.each([403, ...forRelease(name).map(() => 451)])(
    "does not mistake a company's proxy that refuses with %i for Zoho",
    async (status) => {
      const body = "<!doctype html><title>Blocked</title><p>This site is blocked by your company."
      const page = await choose("Leads", ["Gamma"])
      sandbox.zoho.faults.add({ match: { host: api, count: Infinity }, fault: { status, body } })
      await page.deleteButton.click()
      const words = await plainWords(page.tab.getByRole("alert"))
      expect(words).toMatch(/proxy/i)
      expect(words).not.toMatch(/maintenance|may do this/i)
      expect(sandbox.log.massDeletePosts()).toEqual([])
      await page.tab.close()
    },
  )

  it("shows no boxes if a web page replaces the tag list", async () => {
    sandbox.zoho.faults.add({
      match: { host: api, path: tagList, count: Infinity },
      fault: { status: 200, body: "<!doctype html><title>Sign in</title><p>Please sign in." },
    })
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    expect(await plainWords(page.tab.getByRole("alert"))).toMatch(/sign-in page/i)
    expect(await page.box("Alpha").count()).toBe(0)
    await page.tab.close()
  })

  it("asks to sign in again after an expired sign-in, and continues after it", async () => {
    const page = await choose("Leads", ["Gamma"])
    sandbox.zoho.expireTokens()
    await page.deleteButton.click()
    expect(await plainWords(page.tab.getByRole("alert"))).toMatch(/sign in/i)
    expect(sandbox.log.massDeletePosts()).toEqual([])
    expect(names("Leads")).toContain("Gamma")
    // In place: Zoho's own window asks.
    await page.bar.getByRole("button", { name: "Sign in to Zoho" }).click()
    await accept(browser)
    await page.bar.getByRole("button", { name: "Sign in to Zoho" }).waitFor({ state: "hidden" })
    await page.deleteButton.click()
    await page.confirmation(1, "Leads").agree()
    await page.result("1 deleted").waitFor({ timeout: jobPatience })
    expect(names("Leads")).toEqual(["Alpha", "Beta"])
    await page.tab.close()
  })
})
