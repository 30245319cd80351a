/** The manager's other tools: paid counts, lists of names, keys, refusals, the address, merging. */
import { beforeAll, describe, expect, it } from "vitest"
import type { Call, Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { jobPatience, type BrowserUnderTest, type Tab } from "./support/driver"
import { downloadOf, dropOnto } from "./support/files"
import { accept, Confirmation } from "./support/flows"
import { chromiumUnlessRelease } from "./support/launch"
import { until } from "./support/poll"
import { stage } from "./support/stage"

const counts = /\/actions\/records_count$/
const merges = /\/actions\/merge$/

/** Four names that may mean the same, on different records, and other tags of the org. */
const alike = [
  { name: "Trade fair", records: 9 },
  { name: "trade-fair", records: 6 },
  { name: "Trade fairs", records: 3 },
  { name: "Trade_fair", records: 2 },
]
/** The tag that is left out of the merge. */
const APART = "Trade_fair"
const others = [
  { name: "Campaign", records: 4, usedIn: ["Welcome mail"] },
  { name: "Webinar 1, spring", records: 0 },
  ...Array.from({ length: 15 }, (_, at) => ({ name: `import ${at + 10}`, records: at })),
]
const ALL = alike.length + others.length

describe.each(chromiumUnlessRelease)("the manager's tools in %s:", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest
  let manager: Tab

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    sandbox.zoho.setReadings({ configuredAreas: true })
    org = sandbox.zoho.seedOrg({
      name: "Acme GmbH",
      modules: ["Leads", "Deals"],
      tags: { Leads: [...alike, ...others], Deals: [{ name: "import 10", usedIn: ["Big deals"] }] },
    })
    await connected(browser, sandbox, org)
    manager = await browser.openExtensionPage("tabs/tags.html")
    // The list is sorted once all are read.
    await manager.getByRole("status", { name: `0 of ${ALL + 1} selected` }).waitFor()
    await manager.getByRole("progressbar", { name: "Reading tags" }).waitFor({ state: "hidden" })
    await manager.getByRole("button", { name: /^Leads/ }).click()
  })

  const selected = (count: number): Promise<void> =>
    manager.getByRole("status", { name: `${count} of ${ALL} selected` }).waitFor()
  const button = (label: string | RegExp): ReturnType<Tab["getByRole"]> =>
    manager.getByRole("button", { name: label })
  const box = (tag: string): ReturnType<Tab["getByRole"]> =>
    manager.getByRole("checkbox", { name: `Select tag ${tag}` })

  const address = (fits: RegExp): Promise<true> =>
    until("the address", async () => fits.test(await manager.url()) || undefined)

  it("counts records after stating the cost, five at a time, and stops on request", async () => {
    const asked = (): Call[] => sandbox.log.find({ path: counts })
    let most = 0
    const watch = setInterval(() => {
      most = Math.max(most, asked().filter(({ status }) => status === undefined).length)
    }, 5)
    await button("Count records").click()
    await manager.getByText(/^21 tags not counted/).waitFor()
    expect(asked()).toEqual([])

    sandbox.zoho.setLatency(400)
    await button("Count").click()
    await manager.getByRole("progressbar", { name: "Counting records" }).waitFor()
    await until("some counts", async () => (asked().length > 5 ? true : undefined))
    await button("Stop").click()
    await manager.getByRole("progressbar", { name: "Counting records" }).waitFor({ state: "hidden" })
    sandbox.zoho.setLatency(0)
    const rest = until("the rest, answered", async () => {
      const all = asked()
      return all.every(({ status }) => status === 200) ? all.length : undefined
    })
    const spent = await rest
    expect(spent).toBeLessThan(ALL)

    // What was found is kept, and only the others are offered.
    await button("Count records").click()
    await manager.getByText(new RegExp(`^${ALL - spent} tags? not counted`)).waitFor()
    await button("Count").click()
    await button("Count records").waitFor({ state: "hidden" })
    await button(/^Unused/).click()
    clearInterval(watch)
    expect(asked()).toHaveLength(ALL)
    expect(most).toBe(5)
    await box("Webinar 1, spring").waitFor()
    await box("import 10").waitFor()
    await button(/^Unused/).click()
    await button("In use 1").click()
    await manager.getByText("Workflow: Welcome mail").waitFor()
    await button("In use 1").click()
  })

  it("selects exactly the names of a pasted or dropped list, and suggests similar ones", async () => {
    await button("Paste names").click()
    await manager.getByRole("textbox", { name: "Names" }).fill("import 10\nImport 11\nWebinar 1, spring")
    await button("Select 3 names").click()
    await manager.getByText(/^Only similar to a tag \(1\): .*Import 11 \(import 11\)/).waitFor()
    await selected(2)
    await button("Select similar tags, too").click()
    await selected(3)
    await button("Show selected tags").click()
    await box("import 12").waitFor({ state: "hidden" })
    expect(await box("import 11").checked()).toBe(true)
    await button(/^Selected 3/).click()

    await button("Paste names").click()
    await dropOnto(manager, "Names", 'Tag,Module\n"Webinar 1, spring",Leads\nimport 12,Leads\nnever,Leads\n')
    await button("Select 3 names").click()
    await manager.getByText("Not found (1): never").waitFor()
    await selected(2)
    expect([await box("import 12").checked(), await box("import 10").checked()]).toEqual([true, false])
    await button("Close").click()
    await button("Clear selection").click()
  })

  it("can be used with keys alone", async () => {
    await box("Campaign").focus()
    await manager.press("ArrowDown")
    expect(await box("import 10").isFocused()).toBe(true)
    await manager.press("Space")
    await selected(1)
    for (const arrow of ["Down", "Down", "Down", "Up"]) await manager.press(`Shift+Arrow${arrow}`)
    await selected(3)
    expect(await box("import 12").checked()).toBe(true)
    await manager.press("?")
    const keys = manager.getByRole("dialog", { name: "Keyboard shortcuts" })
    await keys.getByRole("button", { name: "Close" }).click()
    await keys.waitFor({ state: "hidden" })
    await manager.press("/")
    const search = manager.getByRole("searchbox", { name: "Filter tags" })
    expect(await search.isFocused()).toBe(true)
    await search.type("trade")
    await manager.getByText("3 hidden by the filter").waitFor()
    await manager.press("Escape")
    expect([await search.value(), await search.isFocused()]).toEqual(["", true])
    await manager.press("ArrowDown")
    expect(await search.isFocused()).toBe(false)
    await box("import 11").focus()
    await manager.press("a")
    await selected(ALL)
    await manager.press("Escape")
    await selected(0)
    await manager.press("End")
    await until("the last row's focus", async () =>
      (await box("Webinar 1, spring").isFocused()) ? true : undefined,
    )
  })

  it("keeps its state in its address, and returns to it", async () => {
    await button(/^Similar names/).click()
    await box("import 10").waitFor({ state: "hidden" })
    await manager.getByRole("button", { name: /^All modules/ }).click()
    await address(/\?quick=similar$/)
    await manager.evaluate(() => history.back())
    await selected(0)
    await address(/\?module=Leads&quick=similar$/)
    await manager.evaluate(() => history.back())
    await box("import 10").waitFor()
    await manager.evaluate(() => history.forward())
    await box("import 10").waitFor({ state: "hidden" })
    await manager.reload()
    await box("Trade fair").waitFor()
    expect(await box("import 10").count()).toBe(0)
  })

  it("protects and unprotects by name where the tags are selected", async () => {
    await button(/^Similar names/).click()
    await box("import 12").click()
    await button("Protect").click()
    await manager.getByText("protected: 1, by name in all modules").waitFor()
    expect(await button("Delete selected tags").isDisabled()).toBe(true)
    await button("Unprotect").click()
    await manager.getByText("protected: 1, by name in all modules").waitFor({ state: "hidden" })
    await button("Clear selection").click()
    await button(/^Similar names/).click()
  })

  it("merges similar names into one, even through a kill, and every record keeps its tag", async () => {
    const zoho = (): Map<string, Set<string>> => {
      const names = new Map(sandbox.zoho.tags(org.zgid, "Leads").map((tag) => [tag.id, tag.name]))
      const tags = ({ tagIds }: { tagIds: Iterable<string> }): string[] =>
        [...tagIds].map((id) => names.get(id) ?? "gone")
      return new Map(sandbox.zoho.records(org.zgid, "Leads").map((each) => [each.id, new Set(tags(each))]))
    }
    const before = zoho()
    const calls = (): Call[] => sandbox.log.find({ method: "POST", path: merges })
    await manager.getByRole("row", { name: /Trade fair Suggested/ }).waitFor()
    await button("Merge into this: Trade fair").click()
    const wide = manager.getByRole("alertdialog", { name: "Merge 3 tags into “Trade fair”?" })
    for (const each of ["trade-fair", "Trade fairs"]) await wide.getByText(each).waitFor()
    await wide.getByRole("checkbox", { name: `Select tag ${APART}` }).click()
    const question = manager.getByRole("alertdialog", { name: "Merge 2 tags into “Trade fair”?" })
    await question.getByRole("button", { name: "Grant permission" }).click()
    await accept(browser)
    await question.getByRole("button", { name: "Grant permission" }).waitFor({ state: "hidden" })
    expect(calls()).toEqual([])
    sandbox.zoho.faults.add({ match: { method: "POST", path: merges }, fault: { delayMs: 3_000 } })
    await question.getByRole("button", { name: "Merge 2 tags" }).click()
    await until("a merge on its way", async () => calls()[0])
    await browser.terminateBackground()

    const popup = await browser.openExtensionPage("popup.html")
    const item = popup.getByRole("listitem", { name: /^Merged? in Leads: 2 tags/ })
    await item.getByText("2 tags merged").waitFor({ timeout: jobPatience })
    await item.getByRole("button", { name: "Details" }).click()
    const report = await downloadOf(popup, () =>
      item.getByRole("button", { name: "Download report" }).click(),
    )
    for (const each of ["trade-fair", "Trade fairs"])
      expect(report).toMatch(new RegExp(`"${each}".*"merged"`))
    expect(report).toContain('"Acme GmbH"')

    await manager.getByRole("status", { name: "2 tags merged" }).waitFor()
    await button("Details").click()
    const asJson = await downloadOf(manager, () => button("Download report as JSON").click())
    expect(JSON.parse(asJson)).toMatchObject({
      format: "tagsweep-report",
      jobs: [
        {
          ...{ kind: "merge", state: "completed", org: { name: "Acme GmbH" } },
          ...{
            zohoUser: expect.stringMatching(/\w/) as string,
            mergedInto: { name: "Trade fair" },
            counts: { done: 2 },
          },
        },
      ],
    })
    await manager.getByRole("status", { name: `0 of ${ALL - 2} selected` }).waitFor()
    expect(calls().filter(({ accepted }) => accepted)).toHaveLength(2)
    const wanted = [...before].map(([id, tags]) => {
      const isMerged = (tag: string): boolean => tag !== APART && alike.some(({ name }) => name === tag)
      const kept = [...tags].map((tag) => (isMerged(tag) ? "Trade fair" : tag))
      return [id, new Set(kept)] as const
    })
    expect(zoho()).toEqual(new Map(wanted))
  })

  it("deselects what Zoho refuses, and remembers that it is in use", async () => {
    // The org does not say which rule uses it.
    sandbox.zoho.setReadings({ configuredAreas: false })
    await button(/^Similar names/).click()
    await manager.getByRole("button", { name: /^Deals/ }).click()
    await box("import 10").click()
    await button("Delete selected tags").click()
    await new Confirmation(manager, 1, "Deals").agree()
    await manager.getByRole("status", { name: "0 deleted, 1 kept" }).waitFor({ timeout: jobPatience })
    await manager.getByRole("status", { name: "0 of 1 selected" }).waitFor()
    await button("In use 1").waitFor()
    await manager.reload()
    await button("In use 1").click()
    await manager.getByText("automation").waitFor()
    expect(sandbox.zoho.tags(org.zgid, "Deals")).toHaveLength(1)
  })
})
