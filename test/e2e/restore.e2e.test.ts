/** Deleted tags are restored from their backup unchanged, even if the worker and the whole browser are killed. */
import { beforeAll, describe, expect, it } from "vitest"
import { isRelease } from "../../.ci/release"
import type { Call, Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import type { BrowserName, BrowserUnderTest, Tab } from "./support/driver"
import { exportedBy, importInto } from "./support/files"
import { chromiumUnlessRelease } from "./support/launch"
import { until } from "./support/poll"
import {
  askToRestore,
  backupItem,
  confirmRestore,
  deleteAll,
  restoreInPopup,
  restorePatience as patience,
  stateOf,
} from "./support/restoring"
import { sharedBrowser, stage } from "./support/stage"

const addTags = /\/actions\/add_tags$/
const colors = ["#F17574", null, "#57B1FD", "#63C57E"] as const

/** Enough for a kill of the worker and one of the browser; a release uses the size of a large org. */
const [TAGS, RECORDS] = isRelease() ? [180, 12_000] : [45, 3_000]
/** One tag on all records, the others on sixty each. */
const leads = Array.from({ length: TAGS }, (_, at) => ({
  ...{ name: `Messe “${at}”, "Köln" (${at})`, color_code: colors[at % colors.length] ?? null },
  records: at === 0 ? RECORDS : 60,
}))
/** The total number of tags on records. */
const marks = leads.reduce((sum, { records }) => sum + records, 0)

/** Presses Restore at the only backup, grants at Zoho what it needs, and confirms. */
async function restoreAll(
  browser: BrowserUnderTest,
  backups: Tab,
  count: number,
  records: string,
): Promise<void> {
  await backupItem(backups, "Leads", count)
    .getByText(new RegExp(`^names and colors, ${records} records`))
    .waitFor()
  const question = await askToRestore(browser, backups, "Leads", count)
  await question.getByText(new RegExp(`added back to ${records} records\\.`)).waitFor()
  await confirmRestore(question, backups, count)
}

/** Waits until the popup says that everything is restored. */
async function restored(browser: BrowserUnderTest, count: number, times: number): Promise<void> {
  const popup = await browser.openExtensionPage("popup.html")
  await restoreInPopup(popup, "Leads", count)
    .getByText(`${count} tags restored · added to records ${times.toLocaleString("en")} times`)
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
    `recreates ${TAGS} tags on the same ${RECORDS} records, through kills of worker and browser`,
    async () => {
      const before = stateOf(sandbox, org, "Leads")
      expect(before.size).toBe(TAGS)
      await deleteAll(browser, "Leads", TAGS)
      expect(sandbox.zoho.tags(org.zgid, "Leads")).toEqual([])
      expect(sandbox.zoho.records(org.zgid, "Leads").every(({ tagIds }) => tagIds.size === 0)).toBe(true)

      await browser.grantsWritten()
      const backups = await browser.openExtensionPage("tabs/backups.html")
      await restoreAll(browser, backups, TAGS, RECORDS.toLocaleString("en"))
      await backups.close()
      const tagged = (calls: number): Promise<true> =>
        until("some records tagged", async () => (additions().length >= calls ? true : undefined))
      await tagged(TAGS / 9)
      await browser.terminateBackground()
      // The next worker resumes it; the popup only wakes it sooner than the alarm does.
      await browser.openExtensionPage("popup.html")
      await tagged(TAGS / 3)
      await browser.crash()
      expect(stateOf(sandbox, org, "Leads")).not.toEqual(before)

      await restored(browser, TAGS, marks)
      expect(stateOf(sandbox, org, "Leads")).toEqual(before)
    },
    2 * patience + 60_000,
  )
})

const other: Readonly<Record<BrowserName, BrowserName>> = { chromium: "firefox", firefox: "chromium" }

describe.each(chromiumUnlessRelease)("a backup from %s", (name) => {
  it(
    "restores its tags and records from its file in the other browser",
    async () => {
      const { sandbox, browser: here } = await stage(name)
      sandbox.zoho.setJobLength(300)
      const org = sandbox.zoho.seedOrg({ tags: { Leads: leads.slice(1, 13) } })
      const before = stateOf(sandbox, org, "Leads")
      await connected(here, sandbox, org)
      await deleteAll(here, "Leads", 12)
      const file = await exportedBy(await here.openExtensionPage("tabs/backups.html"), "Leads: 12 tags")
      expect(sandbox.zoho.tags(org.zgid, "Leads")).toEqual([])

      const there = await sharedBrowser(other[name])
      await connected(there, sandbox, org)
      const backups = await there.openExtensionPage("tabs/backups.html")
      await backups.getByText("No backups yet").waitFor()
      await importInto(backups, file)
      await restoreAll(there, backups, 12, String(sandbox.zoho.records(org.zgid, "Leads").length))
      // The result is shown where it was started.
      await backupItem(backups, "Leads", 12)
        .getByText("12 tags restored · added to records 720 times")
        .waitFor({ timeout: patience })
      await restored(there, 12, 12 * 60)
      expect(stateOf(sandbox, org, "Leads")).toEqual(before)
    },
    patience + 60_000,
  )
})
