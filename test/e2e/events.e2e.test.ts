/** What Tagsweep does automatically: after install and update, during a job and at its end; its keyboard command. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type Browser from "webextension-polyfill"
import type { Client, Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { jobPatience, patience, type BrowserUnderTest, type Tab } from "./support/driver"
import { TagPage } from "./support/flows"
import { buildFor, chromiumUnlessRelease } from "./support/launch"
import { olderVersion, type Copy } from "./support/older"
import { usedTokens } from "./support/secrets"
import { ownStage } from "./support/stage"

/** The browser's information about the extension, read on one of its own pages. */
function asked(own: Tab): Promise<{
  version: string
  badge: string
  mayNotify: boolean
  notifications: Record<string, unknown>
  commands: Browser.Commands.Command[]
}> {
  return own.evaluate(async () => {
    const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
    const api = globals.browser ?? globals.chrome
    if (!api) throw new Error("not on a page of the extension")
    const mayNotify = await api.permissions.contains({ permissions: ["notifications"] })
    return {
      version: api.runtime.getManifest().version,
      badge: await api.action.getBadgeText({}),
      mayNotify,
      notifications: mayNotify ? await api.notifications.getAll() : {},
      commands: await api.commands.getAll(),
    }
  })
}

describe.each(chromiumUnlessRelease)("automatic actions in %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let client: Client
  let older: Copy
  let browser: BrowserUnderTest

  beforeAll(async () => {
    // Chromium would ask for it in a separate window; Firefox is set not to (`support/firefox/prefs.ts`).
    older = await olderVersion(name, { permissions: name === "chromium" ? ["notifications"] : [] })
    ;({ sandbox, browser } = await ownStage(name, { extensionDir: older.folder }))
    sandbox.zoho.setLayout("B")
    sandbox.zoho.setJobLength(500)
    org = sandbox.zoho.seedOrg({ name: "Acme GmbH", tagsPerModule: { Leads: 4 } })
  })

  afterAll(() => older.remove())

  const open = (page: string, timeout: number): Promise<Tab> =>
    browser.waitForTab((url) => url === `${browser.extensionOrigin}/${page}`, timeout)

  it("open the options page after installation, and nothing after an update", async () => {
    const first = await open("options.html", jobPatience)
    await first.getByRole("button", { name: "Connect" }).waitFor()
    expect(await asked(first)).toMatchObject({ version: "0.0.9" })
    // An update closes the extension's own tabs, and a browser without tabs quits.
    await browser.open("about:blank")
    await browser.update(buildFor(name))
    const popup = await browser.openExtensionPage("popup.html")
    await popup.getByRole("heading").first().waitFor()
    expect(await asked(popup)).toMatchObject({ version: "0.1.0" })
    const urls = await Promise.all((await browser.tabs()).map((tab) => tab.url()))
    expect(urls.filter((url) => url.startsWith(browser.extensionOrigin))).toEqual([await popup.url()])
    await popup.close()
  })

  it("notify about a job's end once that is on, and count open jobs in the badge", async () => {
    client = await connected(browser, sandbox, org)
    const options = await browser.openExtensionPage("options.html")
    expect(await asked(options)).toMatchObject({ badge: "", mayNotify: name === "chromium" })
    await options.getByRole("checkbox", { name: "Notify when a job ends" }).click()
    await options.getByText("Saved").waitFor()
    expect(await asked(options)).toMatchObject({ mayNotify: true, notifications: {} })

    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.selectModule(4)
    await page.deleteButton.click()
    await page.confirmation(4, "Leads").agree()
    await expect.poll(async () => (await asked(options)).badge, { timeout: patience }).toBe("1")
    await page.result("4 deleted").waitFor({ timeout: jobPatience })
    const shown = async (): Promise<string[]> => Object.keys((await asked(options)).notifications)
    await expect.poll(shown, { timeout: patience }).toHaveLength(1)
    await expect.poll(async () => (await asked(options)).badge, { timeout: patience }).toBe("")

    const [id = ""] = await shown()
    await browser.clickNotification({ id, title: "Deleted from Leads: 4 tags" })
    const jobs = await open("popup.html", patience)
    await jobs.getByRole("listitem", { name: "Deleted from Leads: 4 tags" }).waitFor()
    await expect.poll(shown, { timeout: patience }).toEqual([])
    for (const tab of [jobs, page.tab, options]) await tab.close()
  })

  it("open the manager on the keyboard command", async () => {
    const options = await browser.openExtensionPage("options.html")
    const { commands } = await asked(options)
    expect(commands.find((command) => command.name === "open-manager")).toMatchObject({
      description: "Open tag manager",
      shortcut: "Alt+Shift+M",
    })
    await browser.pressCommand({ keys: "Alt+Shift+M", name: "open-manager" })
    const manager = await open("tabs/tags.html", patience)
    await manager.getByRole("heading").first().waitFor()
    await manager.close()
    await options.close()
  })

  it("keep the org's identity out of copied diagnostics", async () => {
    const options = await browser.openExtensionPage("options.html")
    await options.getByRole("button", { name: "Troubleshooting" }).click()
    await options.getByRole("button", { name: "Copy diagnostics" }).click()
    await options.getByText("Copied").waitFor()
    const text = await options.getByRole("textbox", { name: "Diagnostics" }).value()
    expect(text).toMatch(
      /^Tagsweep 0\.1\.0\nBrowser: .*\n(?:.*\n)*Connected orgs: 1\n(?:.*\n)*Jobs: completed 1\n$/,
    )
    // The clipboard has what is shown.
    await options.getByRole("textbox", { name: "Protected tags" }).focus()
    await options.press("Control+v")
    const pasted = (): Promise<string> => options.getByRole("textbox", { name: "Protected tags" }).value()
    await expect.poll(pasted, { timeout: patience }).toBe(text)
    const known = [client.clientId, client.clientSecret, ...usedTokens(sandbox), ...namesAndIds(sandbox, org)]
    expect(known.length).toBeGreaterThan(10)
    // Whole words, since a tag such as "Call" may be the beginning of one of our words.
    const words = new Set(text.split(/[^\p{L}\p{N}._-]+/u))
    for (const word of known)
      expect([word, words.has(word) || (/\W/.test(word) && text.includes(word))]).toEqual([word, false])
    await options.close()
  })
})

/** All names of people, companies, modules and tags in Zoho's answers, and all their IDs. */
function namesAndIds(sandbox: Sandbox, org: SeededOrg): string[] {
  const answers = sandbox.log.calls
    .map((call) => [call.path, call.body, call.responseBody].join("\n"))
    .join("\n")
  const ids = answers.match(/\d{10,}/g) ?? []
  const named = answers.matchAll(/"(?:\w*name|email|alias|plural_label|singular_label)":"([^"]{3,})"/g)
  const tags = sandbox.zoho.tags(org.zgid, "Leads").map((tag) => tag.name)
  return [...new Set([...ids, ...[...named].map(([, value = ""]) => value), ...tags, org.name, org.zgid])]
}
