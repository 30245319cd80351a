/**
 * The main job without a pointer: with the keyboard alone in both browsers, and from the browser's own
 * accessibility tree alone, which is all that a screen reader has.
 */
import { beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { AccessibilityTree } from "./support/chromium/accessibility"
import { jobPatience, patience, type BrowserUnderTest, type Tab } from "./support/driver"
import { accept, registerClient, TagPage, consentPage } from "./support/flows"
import { focusOf, type Focus } from "./support/focus"
import { browsers, chromiumUnlessRelease } from "./support/launch"
import { isQuestionWindow, questionGone } from "./support/question"
import { stage } from "./support/stage"

/** More tab stops than any of our screens has. */
const MOST_STOPS = 60

function seed({ zoho }: Sandbox): SeededOrg {
  zoho.setLayout("B")
  zoho.setJobLength(300)
  return zoho.seedOrg({ name: "Acme GmbH", tagsPerModule: { Leads: 8 } })
}

describe.each(chromiumUnlessRelease)("by keyboard alone, in %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    org = seed(sandbox)
  })

  /** Presses `key` until the focus is where it should be. The focus must be visible at every stop, and never lost. */
  async function goTo(tab: Tab, wanted: string | RegExp, key = "Tab"): Promise<void> {
    const passed: string[] = []
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      await tab.press(key)
      const focus = await focusOf(tab)
      if (focus.ours) expect(focus, `the focus is seen at ${focus.name}`).toMatchObject({ visible: true })
      if (focus.ours && (typeof wanted === "string" ? focus.name === wanted : wanted.test(focus.name))) return
      passed.push(focus.name)
    }
    expect.fail(`${wanted} is not reached by ${key}: ${passed.join(" · ")}`)
  }
  const focused = (tab: Tab, wanted: Partial<Focus>): Promise<void> =>
    expect.poll(() => focusOf(tab), { timeout: patience }).toMatchObject(wanted)

  it("connects from the options page", async () => {
    const options = await browser.openExtensionPage("options.html")
    const client = await registerClient(sandbox, options)
    await options.bringToFront()
    await goTo(options, "Copy: Authorized redirect URI")
    await options.press("Enter")
    await goTo(options, "Client ID")
    for (const letter of client.clientId) await options.press(letter)
    await goTo(options, "Connect")
    await options.press("Enter")
    await consentPage(browser)
    await accept(browser)
    await options.getByRole("status", { name: "Connected to Acme GmbH" }).waitFor()
    // The form is empty again, and the focus is on the result.
    await focused(options, { name: "Connected orgs" })
    await options.close()
  })

  it("selects, asks, is cancelled and then confirmed, and shows the result", async () => {
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.selected(0, 8)
    const [, second = "", third = ""] = sandbox.zoho.tags(org.zgid, "Leads").map((tag) => tag.name)
    // The list is one tab stop and so is the bar. Arrow keys move within them.
    await goTo(page.tab, /^Select tag /)
    await goTo(page.tab, `Select tag ${second}`, "ArrowDown")
    await page.tab.press("Space")
    await goTo(page.tab, `Select tag ${third}`, "ArrowDown")
    await page.tab.press("Space")
    await page.selected(2, 8)
    await goTo(page.tab, "How this page was read", "Shift+Tab")
    await goTo(page.tab, "Delete selected tags", "ArrowRight")
    await page.tab.press("Enter")
    const confirmation = page.confirmation(2, "Leads")
    const refused = await confirmation.tab()
    await focused(refused, { name: "Cancel", visible: true })
    await refused.press("Escape")
    await questionGone(browser)
    await page.tab.bringToFront()
    await focused(page.tab, { name: "Delete selected tags", visible: true })
    await page.tab.press("Enter")
    const question = await confirmation.tab()
    await focused(question, { name: "Cancel" })
    await expect.poll(() => confirmation.confirm.isDisabled(), { timeout: patience }).toBe(false)
    await goTo(question, "Delete 2 tags")
    await question.press("Enter")
    await page.tab.bringToFront()
    await page.progress(2).waitFor()
    await page.result("2 deleted").waitFor({ timeout: jobPatience })
    // The focused control disappeared with its state. Its successor has the focus, and arrow keys continue from there.
    await focused(page.tab, { name: "Undo" })
    await goTo(page.tab, "Reload list", "ArrowRight")
    const left = sandbox.zoho.tags(org.zgid, "Leads").map((tag) => tag.name)
    expect(left).toHaveLength(6)
    expect(left).not.toContain(second)
    await page.tab.close()
  })
})

describe.runIf(browsers.includes("chromium"))("from the accessibility tree alone", () => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage("chromium"))
    org = seed(sandbox)
    await connected(browser, sandbox, org)
  })

  it("does and reports the main job", async () => {
    const [first = ""] = sandbox.zoho.tags(org.zgid, "Leads").map((tag) => tag.name)
    const tree = await AccessibilityTree.of(await browser.open(org.tagPageUrl("Leads")))
    await tree.find("toolbar", "Tagsweep")
    await tree.find("status", "0 of 8 selected")
    await tree.press("checkbox", `Select tag ${first}`)
    await tree.find("status", "1 of 8 selected")
    await tree.press("button", "Delete selected tags")
    const question = await AccessibilityTree.of(await browser.waitForTab(isQuestionWindow))
    const dialog = await question.find("alertdialog", "Delete 1 tag from Leads?")
    // Announced when it opens: where, and what will happen.
    expect(dialog.description).toMatch(
      /Acme GmbH.*United States.*Production.*(Removed from every record|Used on no records).*A backup is kept/,
    )
    await question.find("button", "Cancel")
    await question.press("button", "Delete 1 tag")
    await tree.find("progressbar", "Deleting 1 tag")
    await tree.find("status", "1 deleted", jobPatience)
    expect(sandbox.zoho.tags(org.zgid, "Leads")).toHaveLength(7)
  })

  it("shows it in the popup", async () => {
    const tree = await AccessibilityTree.of(await browser.openExtensionPage("popup.html"))
    await tree.find("list", "Recent jobs")
    await tree.press("button", "Details")
    await tree.find("button", "Download report")
  })
})
