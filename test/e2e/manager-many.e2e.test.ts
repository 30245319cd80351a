/** A whole org at once: 2,600 tags of 13 of its 30 modules, from one question. */
import { beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import type { BrowserUnderTest, Tab } from "./support/driver"
import { downloadOf } from "./support/files"
import { chromiumUnlessRelease } from "./support/launch"
import { stage } from "./support/stage"

/** Time for 13 Zoho jobs, their polling and re-reads (ms). */
const jobsPatience = 90_000

/** Time to read thirty modules, or to read and store thirteen again, while other browsers run (ms). */
const readPatience = 40_000

const CLEARED = 13
const MODULES = Array.from({ length: 30 }, (_, index) => `Unit_${String(index + 1).padStart(2, "0")}`)

/** Tags as before a clean-up: imported ones, and used ones in the other modules. */
function seed(sandbox: Sandbox): SeededOrg {
  const tags = Object.fromEntries(
    MODULES.map((apiName, at) => {
      const isFull = at < CLEARED
      const name = (index: number): string => (isFull ? `import ${index}` : `used ${index}`)
      const count = isFull ? 200 : 20
      return [apiName, Array.from({ length: count }, (_, index) => ({ name: name(index), records: 1 }))]
    }),
  )
  return sandbox.zoho.seedOrg({
    name: "Acme GmbH",
    modules: [],
    customModules: MODULES.map((apiName) => ({
      apiName,
      singularLabel: apiName.replace("_", " "),
      pluralLabel: `${apiName.replace("_", " ")}s`,
    })),
    tags,
    tagLimit: 200,
  })
}

describe.each(chromiumUnlessRelease)("all modules at once in %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest
  let manager: Tab

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    sandbox.zoho.setJobLength(200, 1)
    org = seed(sandbox)
    await connected(browser, sandbox, org)
    manager = await browser.openExtensionPage("tabs/tags.html")
  })

  it("reads 30 modules concurrently, with those near their cap first", async () => {
    const list = manager.getByRole("navigation", { name: "Modules" })
    await list
      .getByRole("meter", { name: "Unit 30s: 20 of 200 tags used" })
      .waitFor({ timeout: readPatience })
    await manager.getByRole("status", { name: "0 of 2,940 selected" }).waitFor({ timeout: readPatience })
    expect(await list.getByRole("meter").first().attribute("aria-valuenow")).toBe("200")
  })

  it("selects what a pattern finds, and keeps it behind another filter", async () => {
    const search = manager.getByRole("searchbox", { name: "Filter tags" })
    await search.fill("import *")
    await manager.getByRole("checkbox", { name: "Select all 2,600 matching tags" }).click()
    await manager.getByRole("status", { name: "2,600 of 2,940 selected" }).waitFor()
    await search.fill("used")
    await manager.getByText("2,600 hidden by the filter").waitFor()
    expect(sandbox.log.massDeletePosts()).toEqual([])
  })

  it("deletes the 2,600 tags after one question with one number, and nothing else", async () => {
    await manager.getByRole("button", { name: "Delete selected tags" }).click()
    const dialog = manager.getByRole("alertdialog", { name: "Delete 2,600 tags from 13 modules?" })
    await dialog.waitFor({ timeout: readPatience })
    await dialog.getByRole("textbox", { name: "Type 2,600 to confirm" }).fill("2600")
    await dialog.getByRole("button", { name: "Delete 2,600 tags" }).click()
    await manager.getByRole("progressbar", { name: "Deleting 2,600 tags" }).waitFor({ timeout: readPatience })
    await manager.getByRole("status", { name: "2,600 deleted" }).waitFor({ timeout: jobsPatience })
    await manager.getByRole("status", { name: "0 of 340 selected" }).waitFor({ timeout: readPatience })
    const left = MODULES.map((apiName) => sandbox.zoho.tags(org.zgid, apiName))
    expect(left.map((tags) => tags.length)).toEqual(MODULES.map((_, at) => (at < CLEARED ? 0 : 20)))
    expect(sandbox.log.massDeletePosts()).toHaveLength(CLEARED)
  })

  it("lists the jobs under one heading in the popup, each linking to its module", async () => {
    const popup = await browser.openExtensionPage("popup.html")
    const set = popup.getByRole("listitem", { name: "Deletion: 2,600 tags in 13 modules" })
    await set.getByText("2,600 deleted").waitFor()
    const report = await downloadOf(popup, () => set.getByRole("button", { name: "Download report" }).click())
    expect(report.match(/"import \d+","\d+","deleted"/g)).toHaveLength(2_600)
    await set.getByRole("button", { name: "Modules" }).click()
    await set.getByRole("link", { name: "Deleted from Unit 07s: 200 tags" }).click()
    const there = await browser.waitForTab((url) => url.includes("module=Unit_07"))
    await there.getByText("This module has no tags.").waitFor()
  })
})
