/** The settings on the options page: saved at once, and kept. */
import { beforeAll, describe, expect, it } from "vitest"
import { patience, type BrowserUnderTest, type Locator, type Tab } from "./support/driver"
import { chromiumUnlessRelease } from "./support/launch"
import { stage } from "./support/stage"

describe.each(chromiumUnlessRelease)("the settings in %s", (name) => {
  let browser: BrowserUnderTest

  beforeAll(async () => {
    ;({ browser } = await stage(name))
  })

  const grace = (options: Tab): Locator => options.getByRole("spinbutton", { name: "Time to cancel" })
  const protectedTags = (options: Tab): Locator => options.getByRole("textbox", { name: "Protected tags" })
  const backups = (options: Tab): Locator =>
    options.getByRole("checkbox", { name: "Back up before deleting" })
  const holds = (field: Locator, value: string): Promise<void> =>
    expect.poll(() => field.value(), { timeout: patience }).toBe(value)

  it("are saved at once and survive a restart of the browser", async () => {
    const options = await browser.openExtensionPage("options.html")
    await grace(options).fill("61")
    await options.press("Tab")
    await options.getByText(/Enter a whole number from 0 to 60/).waitFor()
    await grace(options).fill("0")
    await options.press("Tab")
    await options.getByText("Saved").waitFor()
    await protectedTags(options).fill("VIP\nLegal *")
    await options.press("Tab")
    await backups(options).click()
    // The box shows what is stored.
    await expect.poll(() => backups(options).checked(), { timeout: patience }).toBe(false)
    await options.close()

    await browser.restart()
    const again = await browser.openExtensionPage("options.html")
    await holds(grace(again), "0")
    await holds(protectedTags(again), "VIP\nLegal *")
    expect(await backups(again).checked()).toBe(false)
    await again.close()
  })
})
