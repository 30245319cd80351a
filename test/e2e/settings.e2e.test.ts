/** The settings on the options page: saved at once, kept, exported, imported, reset. */
import { beforeAll, describe, expect, it } from "vitest"
import { patience, type BrowserUnderTest, type Locator, type Tab } from "./support/driver"
import { chromiumUnlessRelease } from "./support/launch"
import { stage } from "./support/stage"

describe.each(chromiumUnlessRelease)("the settings in %s", (name) => {
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ browser } = await stage(name))
  })

  const grace = (options: Tab): Locator => options.getByRole("spinbutton", { name: "Wait before deleting" })
  const protectedTags = (options: Tab): Locator => options.getByRole("textbox", { name: "Protected tags" })
  const press = (options: Tab, button: string): Promise<void> =>
    options.getByRole("button", { name: button }).click()
  const holds = (field: Locator, value: string): Promise<void> =>
    expect.poll(() => field.value(), { timeout: patience }).toBe(value)

  /** Chooses a file as the browser's own dialog would. */
  const choose = (options: Tab, text: string): Promise<void> =>
    options.evaluate((content) => {
      const field = document.querySelector<HTMLInputElement>("input[type=file]")
      const files = new DataTransfer()
      files.items.add(new File([content], "settings.json", { type: "application/json" }))
      if (field) field.files = files.files
      field?.dispatchEvent(new Event("change", { bubbles: true }))
    }, text)

  /** What "Export settings" hands to the browser's downloads. */
  const exported = async (options: Tab): Promise<string> => {
    await options.evaluate(() => {
      // Marionette's scripts see the page through a wrapper of Firefox; this is the page itself.
      const page = (globalThis as { wrappedJSObject?: typeof globalThis }).wrappedJSObject ?? globalThis
      const make = page.URL.createObjectURL.bind(page.URL)
      page.URL.createObjectURL = (blob: Blob) => {
        void blob.text().then((text) => (document.title = text))
        return make(blob)
      }
    })
    await press(options, "Export settings")
    const title = (): Promise<string> => options.evaluate(() => document.title)
    await expect.poll(title, { timeout: patience }).toContain("tagsweep-settings")
    return title()
  }

  it("are saved at once and outlive the browser; the file brings them back after a reset", async () => {
    const options = await browser.openExtensionPage("options.html")
    await grace(options).fill("61")
    await options.press("Tab")
    await options.getByText(/Enter a whole number from 0 to 60/).waitFor()
    await grace(options).fill("0")
    await options.press("Tab")
    await options.getByRole("status", { name: "Saved" }).waitFor()
    await protectedTags(options).fill("VIP\nLegal *")
    await options.press("Tab")
    const records = options.getByRole("checkbox", { name: "Include the records" })
    await records.click()
    // The box shows what is stored.
    await expect.poll(() => records.checked(), { timeout: patience }).toBe(true)
    await options.close()

    await browser.restart()
    const again = await browser.openExtensionPage("options.html")
    await holds(grace(again), "0")
    await holds(protectedTags(again), "VIP\nLegal *")
    expect(await again.getByRole("checkbox", { name: "Include the records" }).checked()).toBe(true)
    const file = await exported(again)

    await press(again, "Reset to defaults")
    await again.getByRole("status", { name: "All settings have their defaults again." }).waitFor()
    await holds(grace(again), "5")
    await holds(protectedTags(again), "")

    await choose(again, file.replace(/"graceSeconds": 0/, '"graceSeconds": 600'))
    await again.getByText(/settings\.graceSeconds\. Nothing was changed/).waitFor()
    await holds(grace(again), "5")

    await choose(again, file)
    await again.getByRole("status", { name: "10 settings were taken from the file." }).waitFor()
    await holds(grace(again), "0")
    await holds(protectedTags(again), "VIP\nLegal *")
    await press(again, "Undo")
    await holds(grace(again), "5")
    await again.close()
  })
})
