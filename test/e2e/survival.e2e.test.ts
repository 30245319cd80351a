/**
 * What a deletion lives through in a real browser: its background killed at every stage, the browser closed,
 * the network gone, the sign-in run out. Each ends with a true report and no tag sent twice.
 */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import type { Call, Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { jobPatience, type BrowserUnderTest } from "./support/driver"
import { jobInPopup, setInStore, TagPage } from "./support/flows"
import { browsers } from "./support/launch"
import { until } from "./support/poll"
import { stage } from "./support/stage"

const api = /zohoapis/
const massDelete = /\/mass_delete$/
const tagList = /\/settings\/tags$/
const modules = [
  ...([
    "Leads",
    "Deals",
    "Contacts",
    "Accounts",
    "Tasks",
    "Calls",
    "Products",
    "Quotes",
    "Invoices",
  ] as const),
  "Vendors",
] as const

describe.each(browsers)("a deletion in %s outlives", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    org = sandbox.zoho.seedOrg({ tagsPerModule: Object.fromEntries(modules.map((module) => [module, 6])) })
    sandbox.zoho.setLayout("C")
    await connected(browser, sandbox, org)
  })

  beforeEach(() => sandbox.zoho.setJobLength(500))

  afterEach(() => {
    sandbox.zoho.faults.clear()
    sandbox.log.clear()
  })

  /** Deletes five of the module's six tags, up to the confirmation. */
  async function confirmed(module: (typeof modules)[number]): Promise<TagPage> {
    const page = await TagPage.open(browser, org.tagPageUrl(module))
    await page.selectAll.click()
    await page.tick(sandbox.zoho.tags(org.zgid, module)[0]?.name ?? "")
    await page.selected(5, 6)
    await page.deleteButton.click()
    await page.confirmation(5, module).agree()
    return page
  }

  /** Waits until the sandbox has heard such a call. */
  const heard = (
    what: string,
    calls: () => readonly Call[],
    fits: (call: Call) => boolean = () => true,
  ): Promise<Call> => until(what, async () => calls().find(fits))

  const posts = (): Call[] => sandbox.log.massDeletePosts()
  const polls = (): Call[] => sandbox.log.massDeletePolls()
  const lists = (): Call[] => sandbox.log.find({ method: "GET", path: tagList })

  /** The truth at Zoho: what was confirmed is gone, the rest is there, and nothing was accepted twice. */
  function truth(module: string): void {
    expect(sandbox.zoho.tags(org.zgid, module)).toHaveLength(1)
    expect(posts().filter((call) => call.accepted)).toHaveLength(1)
  }

  async function endsWell(page: TagPage, module: string): Promise<void> {
    await page.result("5 deleted").waitFor({ timeout: jobPatience })
    truth(module)
    await page.tab.close()
  }

  it("a kill in the countdown, before anything was sent", async () => {
    const ours = await browser.openExtensionPage("options.html")
    await setInStore(ours, { graceSeconds: 4 })
    const page = await confirmed("Quotes")
    await page.progress(5).waitFor()
    await browser.terminateBackground()
    expect(posts()).toEqual([])
    await endsWell(page, "Quotes")
    await setInStore(ours, { graceSeconds: 0 })
    await ours.close()
  })

  it("a kill while the call is on its way, which Zoho takes only afterwards", async () => {
    sandbox.zoho.faults.add({ match: { method: "POST", path: massDelete }, fault: { arrivesAfterMs: 1500 } })
    const page = await confirmed("Invoices")
    await heard("the call", posts)
    await browser.terminateBackground()
    expect(sandbox.zoho.jobs(org.zgid).filter(({ module }) => module === "Invoices")).toEqual([])
    await endsWell(page, "Invoices")
  })

  it("a kill before Zoho has seen the call", async () => {
    sandbox.zoho.faults.add({ match: { method: "POST", path: massDelete }, fault: "drop-before" })
    const page = await confirmed("Leads")
    await heard("the call", posts)
    await browser.terminateBackground()
    await endsWell(page, "Leads")
  })

  it("a kill after Zoho has accepted, before the job's id is known", async () => {
    sandbox.zoho.faults.add({ match: { method: "POST", path: massDelete }, fault: { delayMs: 4000 } })
    const page = await confirmed("Deals")
    await heard("the call", posts)
    await browser.terminateBackground()
    await endsWell(page, "Deals")
  })

  it("a kill while it asks how the job stands", async () => {
    sandbox.zoho.setJobLength(2500)
    const page = await confirmed("Contacts")
    await heard("a question", polls)
    await browser.terminateBackground()
    await endsWell(page, "Contacts")
  })

  it("a kill while it looks what is gone", async () => {
    sandbox.zoho.setJobLength(0)
    const page = await confirmed("Accounts")
    await heard("the call", posts, (call) => call.status !== undefined)
    sandbox.zoho.faults.add({ match: { method: "GET", path: tagList }, fault: { delayMs: 4000 } })
    await heard("the look", lists, (call) => call.status === undefined)
    await browser.terminateBackground()
    await endsWell(page, "Accounts")
  })

  it("the network going and coming back", async () => {
    sandbox.zoho.setJobLength(1000)
    const page = await confirmed("Tasks")
    await heard("the call", posts, (call) => call.status !== undefined)
    const mend = sandbox.zoho.faults.add({ match: { host: api, count: Infinity }, fault: "drop-before" })
    await heard("a call that is cut", polls, (call) => !call.accepted)
    mend()
    await endsWell(page, "Tasks")
  })

  it("a sign-in that runs out on the way", async () => {
    sandbox.zoho.setJobLength(1000)
    const page = await confirmed("Calls")
    await heard("the call", posts, (call) => call.status !== undefined)
    sandbox.zoho.expireTokens()
    await heard("a refusal", polls, (call) => call.status === 401)
    await endsWell(page, "Calls")
  })

  it.each([
    ["the browser being closed and opened again", "Products", () => browser.restart()],
    ["an update of the extension", "Vendors", () => browser.reloadExtension()],
  ] as const)("%s", async (_, module, restart) => {
    sandbox.zoho.setJobLength(3000)
    await confirmed(module)
    await heard("a question", polls)
    await restart()
    const popup = await browser.openExtensionPage("popup.html")
    await jobInPopup(popup, module, 5).getByText("Completed").first().waitFor({ timeout: jobPatience })
    truth(module)
    await popup.close()
  })
})
