/** What Zoho refuses in a restore, or shows only on request. The sandbox's state is the proof. */
import { beforeAll, describe, expect, it } from "vitest"
import { isRelease } from "../../.ci/release"
import { otherColors, pickerColors, type Sandbox, type SeededOrg, type TagSeed } from "../sandbox"
import { connected } from "./support/account"
import type { BrowserUnderTest, Locator, Tab } from "./support/driver"
import { chromiumUnlessRelease } from "./support/launch"
import { InQuestion } from "./support/question"
import {
  askToRestore,
  backupItem,
  confirmRestore,
  deleteAll,
  restoreInPopup,
  restorePatience,
  stateOf,
} from "./support/restoring"
import { stage } from "./support/stage"

/** How many tags are restored at once. Each takes its own calls, so only a release restores many. */
const MANY = isRelease() ? 480 : 80
/** Colors that Zoho's picker does not offer. */
const colored = Array.from({ length: MANY }, (_, at): TagSeed => ({
  ...{ name: `Color ${at}`, color_code: otherColors[at % otherColors.length] ?? null },
}))
const numbered = (name: string, length: number, records: number): TagSeed[] =>
  Array.from({ length }, (_, at) => ({ name: `${name} ${at}`, records }))

describe.each(chromiumUnlessRelease)("a restore in %s", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest
  let backups: Tab

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    sandbox.zoho.setJobLength(300)
    org = sandbox.zoho.seedOrg({
      tagLimit: 500,
      tags: {
        Deals: colored,
        Leads: numbered("Fair", 3, 100),
        Contacts: [...numbered("Newsletter", 1, 500), ...numbered("Unused", 1, 0)],
        Accounts: numbered("Region", 12, 2),
      },
    })
    await connected(browser, sandbox, org)
    backups = await browser.openExtensionPage("tabs/backups.html")
  })

  const popup = (): Promise<Tab> => browser.openExtensionPage("popup.html")

  const tags = (module: string): number => sandbox.zoho.tags(org.zgid, module).length
  const state = (module: string): Map<string, readonly (string | null)[]> => stateOf(sandbox, org, module)

  async function deletedAndAsked(module: string, count: number): Promise<Locator> {
    await deleteAll(browser, module, count)
    expect(tags(module)).toBe(0)
    return askToRestore(browser, backups, module, count)
  }

  it(
    `restores ${MANY} tags in 40 colors besides those of Zoho's picker`,
    async () => {
      const before = state("Deals")
      const colors = new Set([...before.values()].map(([color]) => color))
      expect([colors.size, pickerColors.some((color) => colors.has(color))]).toEqual([40, false])
      const question = await deletedAndAsked("Deals", MANY)
      await confirmRestore(question, backups, MANY)
      await restoreInPopup(await popup(), "Deals", MANY)
        .getByText(`${MANY} tags restored`)
        .waitFor({ timeout: restorePatience })
      expect(state("Deals")).toEqual(before)
    },
    3 * restorePatience,
  )

  it(
    "restores tags of leads of which a fifth was converted",
    async () => {
      const ids = sandbox.zoho.records(org.zgid, "Leads").map(({ id }) => id)
      sandbox.zoho.convertLeads(
        org.zgid,
        ids.filter((_, at) => at % 5 === 0),
      )
      const before = state("Leads")
      const question = await deletedAndAsked("Leads", 3)
      await backupItem(backups, "Leads", 3)
        .getByText(/^names and colors, 100 records/)
        .waitFor()
      await confirmRestore(question, backups, 3)
      await restoreInPopup(await popup(), "Leads", 3)
        .getByText("3 tags restored · added to records 300 times")
        .waitFor({ timeout: restorePatience })
      expect(state("Leads")).toEqual(before)
    },
    3 * restorePatience,
  )

  it(
    "says of a backup of leads that Zoho did not list converted ones",
    async () => {
      sandbox.zoho.setReadings({ convertedQuery: "refused", convertedSearch: "refused" })
      await deleteAll(browser, "Leads", 3)
      await backupItem(backups, "Leads", 3)
        .first()
        .getByText(/80 records · 3 incomplete · Converted leads aren’t included/)
        .waitFor()
      sandbox.zoho.setReadings({ convertedQuery: "answered", convertedSearch: "answered" })
    },
    2 * restorePatience,
  )

  it(
    "tags 497 of 500 records if three are locked, names these, and tags them once they are unlocked",
    async () => {
      const { zoho } = sandbox
      const before = state("Contacts")
      const question = await deletedAndAsked("Contacts", 2)
      // Two lists, one create, ten for the records and two for re-reading them.
      await question.getByText(/^Uses about 15 API credits\./).waitFor()
      const locked = zoho
        .records(org.zgid, "Contacts")
        .filter((_, at) => [7, 250, 499].includes(at))
        .map(({ id }) => id)
      for (const id of locked) zoho.lockRecord(org.zgid, "Contacts", id)
      await confirmRestore(question, backups, 2)
      const item = restoreInPopup(await popup(), "Contacts", 2)
      await item
        .getByText("2 tags restored · added to records 497 times, 3 not")
        .waitFor({ timeout: restorePatience })
      await item.getByRole("button", { name: "Details" }).click()
      await item.getByText(/^3 records: The record is locked\./).waitFor()
      const carried = [...state("Contacts").values()].map(([, ...ids]) => ids)
      expect(carried.map((ids) => ids.length)).toEqual([497, 0])
      expect(carried[0]?.some((id) => id !== null && locked.includes(id))).toBe(false)

      for (const id of locked) zoho.lockRecord(org.zgid, "Contacts", id, false)
      await item.getByRole("button", { name: "Try again…" }).click()
      const again = new InQuestion(browser, (tab) =>
        tab.getByRole("alertdialog", { name: "Restore 1 tag in Contacts?" }),
      )
      await again.getByRole("button", { name: "Restore 1 tag" }).click()
      await (
        await popup()
      )
        .getByRole("listitem", { name: /^Restored? in Contacts: 1 tag$/ })
        .getByText("1 tag restored · added to records 500 times")
        .waitFor({ timeout: restorePatience })
      expect(state("Contacts")).toEqual(before)
    },
    3 * restorePatience,
  )

  it(
    "creates what the plan has room for, says how much, and resumes once there is room",
    async () => {
      const before = state("Accounts")
      await deleteAll(browser, "Accounts", 12)
      sandbox.zoho.org(org.zgid).tagLimit = 10
      const others = sandbox.zoho.addTags(org.zgid, "Accounts", numbered("Since", 4, 0))
      const question = await askToRestore(browser, backups, "Accounts", 12)
      await question.getByText(/6 over your plan’s limit/).waitFor()
      await confirmRestore(question, backups, 12)
      const item = restoreInPopup(await popup(), "Accounts", 12)
      await item
        .getByText(/allows 10 tags in this module\. There now: 10\. Room for: 0\. Left to restore: 6\./)
        .waitFor({ timeout: restorePatience })
      expect(tags("Accounts")).toBe(10)
      // The created tags are already on their records.
      expect([...state("Accounts").values()].filter(([, ...ids]) => ids.length === 2)).toHaveLength(6)

      sandbox.zoho.removeTags(
        org.zgid,
        "Accounts",
        others.map(({ id }) => id),
      )
      sandbox.zoho.org(org.zgid).tagLimit = 500
      await item.getByRole("button", { name: "Resume" }).click()
      await item
        .getByText("12 tags restored · added to records 24 times")
        .waitFor({ timeout: restorePatience })
      expect(state("Accounts")).toEqual(before)
    },
    3 * restorePatience,
  )
})
