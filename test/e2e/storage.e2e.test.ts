/** Storage that does not open, or is not the same as before: what each screen, the bar and the badge show. */
import { beforeAll, beforeEach, describe, expect, it } from "vitest"
import type Browser from "webextension-polyfill"
import type { Sandbox, SeededOrg } from "../sandbox"
import { connected } from "./support/account"
import { patience, type BrowserUnderTest, type ExtensionPage, type Tab } from "./support/driver"
import { TagPage } from "./support/flows"
import { browsers, chromiumUnlessRelease, whereTested } from "./support/launch"
import { askBackground } from "./support/own-pages"
import { stage } from "./support/stage"

const NEWER = /^A newer version of Tagsweep made this storage/
const LOST = /^The browser has lost Tagsweep’s storage: jobs, backups and the connection are gone/

/** Runs on one of our pages: creates what a newer version leaves behind when it is rolled back. */
async function makeNewer(): Promise<void> {
  const opening = indexedDB.open("tagsweep", 999)
  await new Promise((resolve, reject) => {
    opening.onsuccess = resolve
    opening.onerror = reject
  })
  opening.result.close()
}

/** Runs on one of our pages: removes what a damaged profile or a full disk loses. */
async function loseIt(): Promise<void> {
  const deletion = indexedDB.deleteDatabase("tagsweep")
  await new Promise((resolve, reject) => {
    deletion.onsuccess = resolve
    deletion.onerror = reject
  })
}

/** The texts of the badge and the tooltip. */
function badgeOn(ours: Tab): Promise<{ text: string; title: string }> {
  return ours.evaluate(async () => {
    const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
    const action = (globals.browser ?? globals.chrome)?.action
    if (!action) throw new Error("not on a page of the extension")
    return { text: await action.getBadgeText({}), title: await action.getTitle({}) }
  })
}

/** Whether the marker outside the database exists. */
function isMarked(ours: Tab): Promise<boolean> {
  return ours.evaluate(async () => {
    const globals = globalThis as unknown as Partial<Record<"browser" | "chrome", typeof Browser>>
    const kept = await (globals.browser ?? globals.chrome)?.storage.local.get("database")
    return kept?.["database"] !== undefined
  })
}

describe.each(browsers)("storage in %s", (name) => {
  const itHere = it.each(whereTested(name))
  let sandbox: Sandbox
  let org: SeededOrg
  let browser: BrowserUnderTest
  let ours: Tab

  beforeAll(async () => {
    ;({ sandbox, browser } = await stage(name))
    sandbox.zoho.setLayout("B")
    org = sandbox.zoho.seedOrg({ name: "Acme GmbH", tagsPerModule: { Leads: 3 } })
    ours = await browser.openExtensionPage("manifest.json")
  })

  /** A background that started with a connected org, so it knows that data can be lost. */
  beforeEach(async () => {
    await connected(browser, sandbox, org)
    await browser.terminateBackground()
    await askBackground(ours, "account.list", {})
    await expect.poll(() => isMarked(ours), { timeout: patience }).toBe(true)
  })

  const SCREENS = ["popup.html", "options.html", "tabs/tags.html", "tabs/backups.html"] as const
  /** Opens a screen, passes it to `look`, and closes it. */
  async function on(screen: ExtensionPage, look: (tab: Tab) => Promise<void>): Promise<void> {
    const tab = await browser.openExtensionPage(screen)
    await look(tab)
    await tab.close()
  }

  it("of a newer version is unchanged and reported until it can be opened", async () => {
    await ours.evaluate(makeNewer)
    for (const screen of SCREENS)
      await on(screen, async (tab) => {
        await tab.getByRole("alert").getByText(NEWER).waitFor()
        await tab
          .getByRole("alert")
          .getByText(/Update Tagsweep, then try again\./)
          .waitFor()
      })
    const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
    await page.bar.getByRole("alert").getByText(NEWER).waitFor()
    await expect
      .poll(() => badgeOn(ours), { timeout: patience })
      .toMatchObject({
        text: "!",
        title: expect.stringMatching(NEWER) as string,
      })
    // None of them changed it.
    expect(
      await ours.evaluate(async () => (await indexedDB.databases()).map(({ version }) => version)),
    ).toEqual([999])
    await on("popup.html", async (popup) => {
      await popup.getByRole("button", { name: "Try again" }).click()
      await popup.getByRole("alert").getByText(NEWER).waitFor()
      await ours.evaluate(loseIt)
      // The user returns to it.
      await popup.evaluate(() => void window.dispatchEvent(new Event("focus")))
      await popup.getByRole("alert").getByText(LOST).waitFor()
    })
    await page.tab.reload()
    await page.bar.getByRole("alert").getByText(LOST).waitFor()
    await page.tab.close()
  })

  itHere(
    "that was lost after a connection is reported on every screen, in the bar and by the badge, once",
    async () => {
      await ours.evaluate(loseIt)
      for (const screen of SCREENS)
        await on(screen, async (tab) => {
          await tab.getByRole("alert").getByText(LOST).waitFor()
          await tab
            .getByRole("alert")
            .getByText(/Import your backup files/)
            .waitFor()
          expect(await tab.getByText("No backups yet").count()).toBe(0)
        })
      const page = await TagPage.open(browser, org.tagPageUrl("Leads"))
      await page.bar.getByRole("alert").getByText(LOST).waitFor()
      await page.bar.getByRole("button", { name: "Connect to Zoho" }).waitFor()
      await expect.poll(async () => (await badgeOn(ours)).text, { timeout: patience }).toBe("!")

      await on("tabs/backups.html", async (backups) => {
        await backups.getByRole("button", { name: "Close" }).click()
        await backups.getByText("No backups yet").waitFor()
        await backups.reload()
        await backups.getByText("No backups yet").waitFor()
        expect(await backups.getByRole("alert").count()).toBe(0)
      })
      await expect.poll(async () => (await badgeOn(ours)).text, { timeout: patience }).toBe("")
      await page.tab.close()
    },
  )
})

describe.each(chromiumUnlessRelease)("the manager's keys in %s", (name) => {
  it("select all tags with Caps Lock and on keyboards of other scripts", async () => {
    const { sandbox, browser } = await stage(name)
    const org = sandbox.zoho.seedOrg({ name: "Acme GmbH", modules: ["Leads"], tagsPerModule: { Leads: 3 } })
    await connected(browser, sandbox, org)
    const manager = await browser.openExtensionPage("tabs/tags.html")
    /** As the browser reports a key on such a keyboard, which no driver has. */
    const press = (key: string, code: string): Promise<void> =>
      manager.evaluate(
        (init) => {
          document.body.dispatchEvent(
            new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true }),
          )
        },
        { key, code },
      )
    await manager.getByRole("status", { name: "0 of 3 selected" }).waitFor()
    for (const key of ["A", "ф", "ش", "ो"]) {
      await press(key, "KeyA")
      await manager.getByRole("status", { name: "3 of 3 selected" }).waitFor()
      await press("Escape", "Escape")
      await manager.getByRole("status", { name: "0 of 3 selected" }).waitFor()
    }
    await press("ظ", "Slash")
    expect(await manager.getByRole("searchbox", { name: "Filter tags" }).isFocused()).toBe(true)
    await manager.close()
  })
})
