/** The settings on the options page: saved at once, kept, reset, and the reset taken back. */
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

  it("are saved at once and outlive the browser; a reset can be taken back", async () => {
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
    await expect.poll(() => records.checked(), { timeout: patience }).toBe(false)
    await options.close()

    await browser.restart()
    const again = await browser.openExtensionPage("options.html")
    await holds(grace(again), "0")
    await holds(protectedTags(again), "VIP\nLegal *")
    expect(await again.getByRole("checkbox", { name: "Include the records" }).checked()).toBe(false)

    await press(again, "Reset to defaults")
    await again.getByRole("status", { name: "All settings have their defaults again." }).waitFor()
    await holds(grace(again), "5")
    await holds(protectedTags(again), "")

    await press(again, "Undo")
    await holds(grace(again), "0")
    await holds(protectedTags(again), "VIP\nLegal *")
    await again.close()
  })
})
