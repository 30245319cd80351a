/** What was deleted comes back as it was, from its backup, though the worker and the whole browser are killed on the way. */
import { beforeAll, describe, expect, it } from "vitest"
import type { Call, Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import type { BrowserName, BrowserUnderTest, Tab } from "./support/driver"
import { exportedBy, importInto } from "./support/files"
import { accept, Confirmation, jobInPopup } from "./support/flows"
import { chromiumUnlessRelease } from "./support/launch"
import { until } from "./support/poll"
import { sharedBrowser, stage } from "./support/stage"

/** Time for a deletion with its backup, and for a restore (ms), while other browsers take the processor. */
const patience = 120_000
const addTags = /\/actions\/add_tags$/
const colours = ["#F17574", null, "#57B1FD", "#63C57E"] as const

/** One on all 12,000 records, the others on sixty each. */
const leads = Array.from({ length: 180 }, (_, at) => ({
  ...{ name: `Messe “${at}”, "Köln" (${at})`, color_code: colours[at % colours.length] ?? null },
  records: at === 0 ? 12_000 : 60,
}))
/** How often a tag stands on a record. */
const marks = leads.reduce((sum, { records }) => sum + records, 0)

/** What a restore has to bring back: by name, the colour and the records. The ids are new ones. */
function stateOf({ zoho }: Sandbox, { zgid }: SeededOrg): Map<string, readonly (string | null)[]> {
  const carriers = new Map<string, string[]>()
  for (const record of zoho.records(zgid, "Leads"))
    for (const id of record.tagIds) {
      const ids = carriers.get(id)
      if (ids) ids.push(record.id)
      else carriers.set(id, [record.id])
    }
  return new Map(
    zoho
      .tags(zgid, "Leads")
      .map(({ id, name, colorCode }) => [name, [colorCode, ...(carriers.get(id) ?? []).sort()]]),
  )
}

/** Deletes all tags of Leads from the manager, with a backup that holds their records. */
async function deleteAll(browser: BrowserUnderTest, count: number): Promise<void> {
  const manager = await browser.openExtensionPage("tabs/tags.html")
  await manager
    .getByRole("button", { name: /^Leads/ })
    .first()
    .click()
  await manager.getByRole("checkbox", { name: "Select all tags" }).click()
  await manager.getByRole("button", { name: "Delete selected tags" }).click()
  const question = new Confirmation(manager, count, "Leads")
  await question.dialog.getByRole("checkbox", { name: "Back up which records have these tags" }).click()
  await accept(browser)
  await question.dialog.getByText(/names, colors and records\./).waitFor()
  await question.agree()
  const popup = await browser.openExtensionPage("popup.html")
  await jobInPopup(popup, "Leads", count).getByText("Completed").first().waitFor({ timeout: patience })
  for (const tab of [manager, popup]) await tab.close()
}

/** Presses Restore at the one backup, lets Zoho ask for what it needs, and confirms. */
async function restoreAll(
  browser: BrowserUnderTest,
  backups: Tab,
  count: number,
  records: string,
): Promise<void> {
  const item = backups.getByRole("listitem", { name: `Leads: ${count} tags` })
  await item.getByText(`Names, colours and the ${records} records.`).waitFor()
  await item.getByRole("button", { name: "Restore" }).click()
  const question = backups.getByRole("alertdialog", { name: `Restore ${count} tags in Leads?` })
  await question.getByText(new RegExp(`added back to ${records} records\\.`)).waitFor()
  await question.getByRole("button", { name: "Grant permission" }).click()
  await accept(browser)
  await question.getByRole("button", { name: "Grant permission" }).waitFor({ state: "hidden" })
  await question.getByRole("button", { name: `Restore ${count} tags` }).click()
  await backups.getByText(/^Restoring has begun\./).waitFor()
}

/** Waits until the popup says that all of it is back. */
async function restored(browser: BrowserUnderTest, count: number, times: number): Promise<void> {
  const popup = await browser.openExtensionPage("popup.html")
  await popup
    .getByRole("listitem", { name: `Restore in Leads: ${count} tags` })
    .getByText(`${count} tags restored, put on records ${times.toLocaleString("en")} times`)
    .waitFor({ timeout: patience })
  await popup.close()
}

describe.each(chromiumUnlessRelease)("a restore in %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    sandbox.zoho.setJobLength(300)
    org = sandbox.zoho.seedOrg({ tags: { Leads: leads } })
    await connected(browser, sandbox, org)
  })

  const additions = (): Call[] => sandbox.log.find({ method: "POST", path: addTags })

  it(
    "makes 180 tags again and puts them on the same 12,000 records, through kills of worker and browser",
    async () => {
      const before = stateOf(sandbox, org)
      expect(before.size).toBe(180)
      await deleteAll(browser, 180)
      expect(sandbox.zoho.tags(org.zgid, "Leads")).toEqual([])
      expect(sandbox.zoho.records(org.zgid, "Leads").every(({ tagIds }) => tagIds.size === 0)).toBe(true)

      const backups = await browser.openExtensionPage("tabs/backups.html")
      await restoreAll(browser, backups, 180, "12,000")
      await backups.close()
      const tagged = (calls: number): Promise<true> =>
        until("some records tagged", async () => (additions().length >= calls ? true : undefined))
      await tagged(20)
      await browser.terminateBackground()
      // The next one takes it up; the popup is only what wakes it sooner than the alarm does.
      await browser.openExtensionPage("popup.html")
      await tagged(60)
      await browser.crash()
      expect(stateOf(sandbox, org)).not.toEqual(before)

      await restored(browser, 180, marks)
      expect(stateOf(sandbox, org)).toEqual(before)
    },
    2 * patience + 60_000,
  )
})

const other: Readonly<Record<BrowserName, BrowserName>> = { chromium: "firefox", firefox: "chromium" }

describe.each(chromiumUnlessRelease)("a backup from %s", (name) => {
  it(
    "brings its tags and records back from its file in the other browser",
    async () => {
      const { sandbox, browser: here } = await stage(name)
      sandbox.zoho.setJobLength(300)
      const org = sandbox.zoho.seedOrg({ tags: { Leads: leads.slice(1, 13) } })
      const before = stateOf(sandbox, org)
      await connected(here, sandbox, org)
      await deleteAll(here, 12)
      const file = await exportedBy(await here.openExtensionPage("tabs/backups.html"), "Leads: 12 tags")
      expect(sandbox.zoho.tags(org.zgid, "Leads")).toEqual([])

      const there = await sharedBrowser(other[name])
      await connected(there, sandbox, org)
      const backups = await there.openExtensionPage("tabs/backups.html")
      await backups.getByText("No backups yet").waitFor()
      await importInto(backups, file)
      await restoreAll(there, backups, 12, String(sandbox.zoho.records(org.zgid, "Leads").length))
      await restored(there, 12, 12 * 60)
      expect(stateOf(sandbox, org)).toEqual(before)
    },
    patience + 60_000,
  )
})
