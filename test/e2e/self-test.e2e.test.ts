/**
 * The self-test in real browsers: it does what it announces, and leaves nothing in the org, even if the background is
 * killed between creating the tags and deleting them.
 */
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import type { Call, Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { jobPatience, type BrowserUnderTest, type Locator, type Tab } from "./support/driver"
import { accept } from "./support/flows"
import { chromiumUnlessRelease, forRelease } from "./support/launch"
import { until } from "./support/poll"
import { stage } from "./support/stage"

describe.each(chromiumUnlessRelease)("the self-test of an org in %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest
  let options: Tab

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    org = sandbox.zoho.seedOrg({ tagsPerModule: { Leads: 3, Deals: 2 } })
    await connected(browser, sandbox, org)
    options = await browser.openExtensionPage("options.html")
    await options.getByRole("button", { name: "Troubleshooting" }).click()
  })

  afterEach(() => {
    sandbox.zoho.faults.clear()
    sandbox.zoho.setReadings({
      massDeletePost: "bare",
      jobWords: "sdk",
      featureName: "filters",
      include: "ignored",
    })
  })

  const names = (module: string): string[] => sandbox.zoho.tags(org.zgid, module).map((tag) => tag.name)
  const dialog = (): Locator => options.getByRole("alertdialog", { name: `Run self-test in ${org.name}?` })
  const created = (): Call[] => sandbox.log.find({ method: "POST", path: /\/settings\/tags$/ })

  async function begin(module: string): Promise<void> {
    await options.getByRole("button", { name: "Run self-test" }).click()
    await dialog().getByRole("combobox", { name: "Module" }).selectOption(module)
    await dialog().getByRole("button", { name: "Run self-test" }).click()
  }

  async function diagnostics(): Promise<string> {
    await options.getByRole("button", { name: "Copy diagnostics" }).click()
    return options.getByRole("textbox", { name: "Diagnostics" }).value()
  }

  const ended = (): Promise<void> =>
    options
      .getByRole("status", { name: "Everything works. No test tags are left." })
      .waitFor({ timeout: jobPatience })

  it("requests the scope to create tags, creates two, deletes them, leaves none, and reports without names", async () => {
    sandbox.zoho.setReadings({ massDeletePost: "wrapped", jobWords: "in_progress", featureName: "error" })
    const before = names("Leads")
    await begin("Leads")
    await accept(browser)
    await ended()
    expect(names("Leads")).toEqual(before)
    expect(created()).toHaveLength(1)
    expect(sandbox.log.massDeletePosts().filter((call) => call.accepted)).toHaveLength(1)
    const report = await diagnostics()
    expect(report).toMatch(/POST settings\/tags\?module 201 .*\{tags:\[\{code:string/)
    expect(report).toMatch(/POST settings\/tags\/actions\/mass_delete 202 .*\{mass_delete:/)
    expect(report).toContain("modulesByFeature false")
    for (const secret of [org.name, org.zgid, "Leads", "Tagsweep check", ...before])
      expect(report).not.toContain(secret)
    expect(report).not.toMatch(/\b\d{15,}\b|1000\.[0-9a-f]/)
  })

  // The simulation kills it at every call.
  it.each(forRelease(name))(
    "leaves nothing behind if it is killed between creating its tags and deleting them",
    async () => {
      sandbox.log.clear()
      const before = names("Deals")
      sandbox.zoho.faults.add({
        match: { method: "POST", path: /\/settings\/tags$/ },
        fault: { delayMs: 4_000 },
      })
      await begin("Deals")
      await until("the call that makes the tags", async () => created()[0])
      expect(names("Deals")).toHaveLength(before.length + 2)
      await browser.terminateBackground()
      await ended()
      expect(names("Deals")).toEqual(before)
      expect(created()).toHaveLength(1)
      expect(sandbox.log.massDeletePosts().filter((call) => call.accepted)).toHaveLength(1)
      // The next worker had to look for the tags that the first had created.
      await expect.poll(diagnostics, { timeout: jobPatience }).toMatch(/^ +look: GET settings\/tags/m)
    },
  )
})
