/** Names and numbers as written in all countries: lists, files, protected names, the number that confirms. */
import { beforeAll, describe, expect, it } from "vitest"
import type { Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { jobPatience, type BrowserUnderTest, type Tab } from "./support/driver"
import { chromiumUnlessRelease } from "./support/launch"
import { stage } from "./support/stage"

const TWIN = "VIP\u200b"
const NAMES = ["VIP", TWIN, "VIP, gold", "Hot", "大阪"]
const IMPORTS = Array.from({ length: 25 }, (_, at) => `import ${at + 10}`)
const ALL = NAMES.length + IMPORTS.length

const utf16 = (text: string): number[] =>
  Array.from(`\ufeff${text}`, (each) => each.charCodeAt(0)).flatMap((unit) => [unit & 0xff, unit >> 8])

/** Drops a file with these bytes onto the list's field, as from the desktop. */
async function dropBytes(page: Tab, bytes: readonly number[]): Promise<void> {
  await page.evaluate((content) => {
    const field = document.querySelector("dialog textarea")
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([new Uint8Array(content)], "tags.csv"))
    field?.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }))
  }, bytes)
}

describe.each(chromiumUnlessRelease)("names in %s:", (name) => {
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest
  let manager: Tab

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    org = sandbox.zoho.seedOrg({
      name: "Acme GmbH",
      modules: ["Leads"],
      tags: { Leads: [...NAMES, ...IMPORTS].map((each) => ({ name: each, records: 1 })) },
    })
    await connected(browser, sandbox, org)
    manager = await browser.openExtensionPage("tabs/tags.html")
    await manager.getByRole("button", { name: /^Leads/ }).click()
    await selected(0)
  })

  const selected = (count: number): Promise<void> =>
    manager.getByRole("status", { name: `${count} of ${ALL} selected` }).waitFor()
  const press = (button: string): Promise<void> => manager.getByRole("button", { name: button }).click()
  const filter = (text: string): Promise<void> =>
    manager.getByRole("searchbox", { name: "Filter tags" }).fill(text)
  /** Which of these are selected; only visible rows are drawn. */
  async function tickedOf(...tags: string[]): Promise<string[]> {
    const ticked: string[] = []
    for (const tag of tags) {
      await filter(tag)
      const box = manager.getByRole("checkbox", { name: `Select tag ${tag}` }).first()
      if (await box.checked()) ticked.push(tag)
    }
    await filter("")
    return ticked
  }

  it("a pasted list selects only the tags that it names", async () => {
    await press("Paste names")
    await manager.getByRole("textbox", { name: "Names" }).fill("Tag\nVIP, gold\nhot")
    await press("Select 2 names")
    await manager.getByText(/^Only similar to a tag \(1\): .*hot \(Hot\)/).waitFor()
    await selected(1)
    expect(await tickedOf("VIP, gold", "VIP", "Hot")).toEqual(["VIP, gold"])
  })

  it("a file is read in its own encoding, and a workbook is refused with a message", async () => {
    await press("Paste names")
    await dropBytes(manager, [0x50, 0x4b, 0x03, 0x04, 0x14, 0x00])
    await manager.getByText(/^This file can’t be read: it is an Excel workbook/).waitFor()
    await dropBytes(manager, utf16("Tag\tModule\r\n大阪\tLeads\r\nHot\tLeads\tmore\r\n"))
    await manager.getByText(/^Left out, because the line isn’t exactly one name \(1\)/).waitFor()
    await press("Select 1 name")
    await selected(1)
    expect(await tickedOf("大阪", "Hot")).toEqual(["大阪"])
    await press("Clear selection")
  })

  it("a look-alike of a protected tag is protected, also at Zoho", async () => {
    await press("Paste names")
    await manager.getByRole("textbox", { name: "Names" }).fill("VIP")
    await press("Select 1 name")
    await press("Protect")
    await filter("vip")
    await manager.getByText("looks like the protected VIP").waitFor()
    await manager.getByRole("checkbox", { name: /^Select all \d+ matching tags/ }).click()
    await press("Delete selected tags")
    // The others are protected, so they are left out.
    const question = manager.getByRole("alertdialog", { name: "Delete 1 tag from Leads?" })
    await question.getByText("VIP, gold").waitFor()
    await question.getByRole("button", { name: "Cancel" }).click()
    await press("Clear selection")
  })

  it("the number confirms in the digits of another script, and others are explained", async () => {
    await filter("import *")
    await manager.getByRole("checkbox", { name: "Select all 25 matching tags" }).click()
    await press("Delete selected tags")
    const question = manager.getByRole("alertdialog", { name: "Delete 25 tags from Leads?" })
    const field = question.getByRole("textbox", { name: "Type 25 to confirm" })
    await field.fill("twenty-five")
    await question.getByText("Type the number 25 and nothing else.").waitFor()
    await field.fill("٢٥")
    await question.getByRole("button", { name: "Delete 25 tags" }).click()
    await manager.getByRole("status", { name: "25 deleted" }).waitFor({ timeout: jobPatience })
    expect(sandbox.zoho.tags(org.zgid, "Leads").map((tag) => tag.name)).toEqual(NAMES)
  })
})
