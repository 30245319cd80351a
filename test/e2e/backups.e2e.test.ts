/** Backups before a deletion: how they are made, that they survive a kill, and how they move to another browser. */
import { afterEach, beforeAll, describe, expect, it } from "vitest"
import type { BackupFile } from "../../src/backup/file-format"
import type { Call, Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import {
  jobPatience,
  type BrowserName,
  type BrowserUnderTest,
  type Locator,
  type Tab,
} from "./support/driver"
import { exportedBy, importInto } from "./support/files"
import { accept, Confirmation, setInStore, TagPage } from "./support/flows"
import { browsers, chromiumUnlessRelease, whereTested } from "./support/launch"
import { until } from "./support/poll"
import { ownStage, sharedBrowser, stage } from "./support/stage"

const coql = /\/coql$/

/** Waits for the bar's progress to match. Its text is announced with it, so it is read from there. */
async function says(page: TagPage, count: number, words: RegExp): Promise<void> {
  const progress = page.progress(count)
  await progress.waitFor()
  await until(String(words), async () =>
    words.test((await progress.attribute("aria-valuetext")) ?? "") ? true : undefined,
  )
}

/** Twelve tags over 1,200 records: one on all of them, the others on a hundred each. */
const leads = Array.from({ length: 12 }, (_, at) => ({
  ...{ name: `Fair ${at}, "spring" (${at})`, color_code: at % 2 ? "#F17574" : null },
  records: at === 0 ? 1_200 : 100,
}))

const other: Readonly<Record<BrowserName, BrowserName>> = { chromium: "firefox", firefox: "chromium" }

// Chromium's protocol sets no quota for an extension. Unit tests cover failing writes in both.
describe.each(chromiumUnlessRelease.filter((name) => name === "firefox"))("a full disk under %s", (name) => {
  it("prevents any call if there is no room for the backup", async () => {
    const { sandbox, browser } = await ownStage(name, { storageKilobytes: 4_096 })
    const org = sandbox.zoho.seedOrg({ tagsPerModule: { Contacts: 6 } })
    sandbox.zoho.setLayout("C")
    await connected(browser, sandbox, org)
    const page = await TagPage.open(browser, org.tagPageUrl("Contacts"))
    await page.tick(sandbox.zoho.tags(org.zgid, "Contacts")[0]?.name ?? "")
    await page.deleteButton.click()
    const confirmation = page.confirmation(1, "Contacts")
    await confirmation.agree()
    const alert = confirmation.dialog.getByRole("alert")
    await alert.getByText("The browser couldn’t save it.").waitFor()
    await alert.getByText(/^Nothing was deleted\. Make room on the disk/).waitFor()
    expect(sandbox.log.massDeletePosts()).toEqual([])
    expect(sandbox.zoho.tags(org.zgid, "Contacts")).toHaveLength(6)
    const popup = await browser.openExtensionPage("popup.html")
    await popup.getByText("No jobs yet").waitFor()
  })
})

describe.each(browsers)("backups in %s", (name) => {
  const itHere = it.each(whereTested(name))
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest
  let exported = ""

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    org = sandbox.zoho.seedOrg({ tags: { Leads: leads }, tagsPerModule: { Deals: 6, Contacts: 6 } })
    sandbox.zoho.setLayout("C")
    sandbox.zoho.setJobLength(500)
    await connected(browser, sandbox, org)
  })

  afterEach(() => {
    sandbox.zoho.faults.clear()
    sandbox.log.clear()
  })

  const posts = (): Call[] => sandbox.log.massDeletePosts()
  const queries = (): Call[] => sandbox.log.find({ method: "POST", path: coql })
  const backup = (page: Tab, title: string): Locator =>
    page.getByRole("list", { name: "Backups" }).getByRole("listitem", { name: title })

  /** Selects all of the module's tags except the first `spared`, and opens the question. */
  async function asked(module: string, count: number, spared: number): Promise<[TagPage, Confirmation]> {
    const page = await TagPage.open(browser, org.tagPageUrl(module))
    const all = sandbox.zoho.tags(org.zgid, module)
    await page.selectModule(all.length)
    for (const tag of all.slice(0, spared)) await page.tick(tag.name)
    await page.selected(count, all.length)
    await page.deleteButton.click()
    const confirmation = page.confirmation(count, module)
    await confirmation.dialog.waitFor()
    return [page, confirmation]
  }

  it("saves names and colors before a deletion, and exports them as a file", async () => {
    const before = sandbox.zoho.tags(org.zgid, "Deals").slice(1)
    const [page, confirmation] = await asked("Deals", 5, 1)
    await confirmation.dialog.getByText(/A backup is kept for 90 days: names and colors\./).waitFor()
    await confirmation.agree()
    await page.result("5 deleted").waitFor({ timeout: jobPatience })
    await page.tab.close()

    const backups = await browser.openExtensionPage("tabs/backups.html")
    await backup(backups, "Deals: 5 tags")
      .getByText(/^names and colors/)
      .waitFor()
    const file = JSON.parse(await exportedBy(backups, "Deals: 5 tags")) as BackupFile
    expect(file).toMatchObject({
      ...{ format: "tagsweep-backup", version: 1, org: { id: org.zgid, name: org.name, location: "us" } },
      module: { apiName: "Deals" },
    })
    const kept = file.tags.map(({ id, name: tag, color }) => ({ id, name: tag, color }))
    expect(kept).toEqual(before.map((tag) => ({ id: tag.id, name: tag.name, color: tag.colorCode })))
    expect(file.tags.every(({ recordIds }) => recordIds === null)).toBe(true)
    await backups.close()
  })

  itHere("counts down before the first call, accepts Cancel, and survives a kill meanwhile", async () => {
    const own = await browser.openExtensionPage("popup.html")
    await setInStore(own, { graceSeconds: 3 })
    const [page, confirmation] = await asked("Contacts", 5, 1)
    await confirmation.agree()
    await says(page, 5, /^Starts in \d s$/)
    await page.bar.getByRole("button", { name: "Cancel" }).click()
    // The selection is kept and can be deleted later.
    await page.bar.getByText("Cancelled. Nothing was deleted.").waitFor()
    await page.selected(5, 6)
    expect(posts()).toEqual([])

    await page.deleteButton.click()
    const confirmedAt = Date.now()
    await page.confirmation(5, "Contacts").agree()
    await says(page, 5, /^Starts in \d s$/)
    await browser.terminateBackground()
    await page.result("5 deleted").waitFor({ timeout: jobPatience })
    expect(posts().filter((call) => call.accepted)).toHaveLength(1)
    expect((posts()[0]?.time ?? 0) - confirmedAt).toBeGreaterThanOrEqual(3_000)
    await setInStore(own, { graceSeconds: 0 })
    for (const tab of [own, page.tab]) await tab.close()
  })

  itHere(
    "requests the scope to read records on demand, keeps them through a kill, and then deletes",
    async () => {
      const truth = new Map(
        sandbox.zoho.tags(org.zgid, "Leads").map((tag) => [
          tag.id,
          sandbox.zoho
            .records(org.zgid, "Leads")
            .filter((record) => record.tagIds.has(tag.id))
            .map((record) => record.id),
        ]),
      )
      const manager = await browser.openExtensionPage("tabs/tags.html")
      await manager
        .getByRole("button", { name: /^Leads/ })
        .first()
        .click()
      await manager.getByRole("checkbox", { name: "Select all tags" }).click()
      await manager.getByRole("button", { name: "Delete selected tags" }).click()
      const offered = new Confirmation(manager, 12, "Leads")
      await offered.dialog.getByText(/Zoho will ask for permission to read records\./).waitFor()
      const box = offered.dialog.getByRole("checkbox", { name: "Back up which records have these tags" })
      await box.click()
      await accept(browser)
      await offered.dialog.getByText(/names, colors and records\./).waitFor()
      await offered.cancel.click()
      await manager.close()

      sandbox.zoho.faults.add({ match: { path: coql, count: Infinity }, fault: { delayMs: 600 } })
      const [page, confirmation] = await asked("Leads", 12, 0)
      // Once granted, it is the default unless the user opts out.
      await confirmation.dialog.getByText(/names, colors and records\./).waitFor()
      await confirmation.agree()
      await says(page, 12, /^Backing up… \d+ of 12 tags$/)
      await until("some queries", async () => (queries().length >= 4 ? true : undefined))
      expect(posts()).toEqual([])
      await browser.terminateBackground()
      await page.result("12 deleted").waitFor({ timeout: jobPatience })
      const last = Math.max(...queries().map((call) => sandbox.log.calls.indexOf(call)))
      expect(sandbox.log.calls.findIndex((call) => call === posts()[0])).toBeGreaterThan(last)
      // A page per tag, one of converted leads, and a second page for the tag on all records. What was not stored at
      // the kill, at most a page per tag, is requested again.
      expect(queries().length).toBeLessThanOrEqual(25 + 12)

      const backups = await browser.openExtensionPage("tabs/backups.html")
      await backup(backups, "Leads: 12 tags")
        .getByText(/^names and colors, 1,200 records/)
        .waitFor()
      exported = await exportedBy(backups, "Leads: 12 tags")
      const { tags } = JSON.parse(exported) as BackupFile
      expect(tags).toHaveLength(12)
      for (const tag of tags) {
        expect(tag.recordsComplete).toBe(true)
        expect(tag.recordIds?.toSorted()).toEqual(truth.get(tag.id)?.toSorted())
      }
      for (const tab of [backups, page.tab]) await tab.close()
    },
  )

  // Firefox reads Chromium's file.
  itHere("imports its file in another browser once, and refuses other files", async () => {
    const elsewhere = await sharedBrowser(other[name])
    const backups = await elsewhere.openExtensionPage("tabs/backups.html")
    await backups.getByText("No backups yet").waitFor()
    await importInto(backups, exported.slice(0, -200))
    await backups
      .getByRole("alert")
      .getByText(/isn’t a Tagsweep backup|damaged/)
      .waitFor()
    await importInto(backups, exported)
    const item = backup(backups, "Leads: 12 tags")
    await item.getByText(/^names and colors, 1,200 records/).waitFor()
    const find = backups.getByRole("searchbox", { name: "Find a tag’s backup" })
    await find.fill("nobody")
    await backups.getByText("No backup holds a tag with this name.").waitFor()
    await find.fill("FAIR 7, ")
    await item.getByText(leads[7]?.name ?? "").waitFor()
    await find.fill("")
    await importInto(backups, exported)
    await backups.getByText("This backup is already here.").waitFor()
    const again = JSON.parse(await exportedBy(backups, "Leads: 12 tags")) as BackupFile
    expect({ ...again, exportedAt: "" }).toEqual({
      ...(JSON.parse(exported) as BackupFile),
      exportedAt: "",
    })
    await item.getByRole("button", { name: "Delete" }).click()
    await item.getByRole("button", { name: "Delete backup" }).click()
    await backups.getByText("No backups yet").waitFor()
  })
})
