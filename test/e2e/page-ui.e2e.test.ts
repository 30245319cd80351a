/** The manners of what stands on Zoho's page, with real clicks and keys, under the strictest policies a page can have. */
import { build } from "esbuild"
import { chromium } from "playwright-core"
import type { Browser, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"

import { findBrowser } from "../support/browsers"

const ORIGIN = "https://crm.zoho.test"
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

let browser: Browser
let page: Page
let script: string
let broken: string[]

beforeAll(async () => {
  const built = await build({
    entryPoints: ["test/gallery/live.tsx"],
    bundle: true,
    write: false,
    format: "iife",
    jsx: "automatic",
    jsxImportSource: "preact",
  })
  script = built.outputFiles[0]!.text
  browser = await chromium.launch({ executablePath: await findBrowser("chromium"), args: ["--no-sandbox"] })
})
afterAll(() => browser.close())

beforeEach(async () => {
  broken = []
  page = await browser.newPage({ viewport: { width: 1100, height: 700 } })
  page.on("console", (message) => {
    if (message.type() === "error") broken.push(message.text())
  })
  page.on("pageerror", (error) => broken.push(error.message))
  await page.route(`${ORIGIN}/**`, (route) =>
    route.request().url().endsWith(".js")
      ? route.fulfill({ contentType: "text/javascript", body: script })
      : route.fulfill({
          contentType: "text/html",
          headers: { "content-security-policy": POLICY },
          body: `<!doctype html><html lang="en"><title>Tags</title><link rel="icon" href="data:,"><body><button>Zoho</button><script src="/live.js"></script>`,
        }),
  )
  await page.goto(`${ORIGIN}/crm/org1/settings/manage-tags`)
  await page.getByRole("toolbar", { name: "Tagsweep" }).waitFor()
})
afterEach(() => page.close())

const calls = (): Promise<string[]> => page.evaluate(() => window.live.calls)
const ask = (count: number): Promise<void> => page.evaluate((tags) => window.live.ask(tags), count)
const focused = (): Promise<string> =>
  page.evaluate(() => document.querySelector("tagsweep-root")?.shadowRoot?.activeElement?.textContent ?? "")
/** Asks, and lets the first moments pass, in which a dialog cannot be confirmed. */
async function askAndSettle(count: number): Promise<void> {
  await page.clock.install()
  await ask(count)
  await page.clock.runFor(400)
}

describe("the page's policies", () => {
  test("are not broken, and our styles are in force", async () => {
    await askAndSettle(3)
    const red = await page
      .getByRole("button", { name: "Delete 3 tags" })
      .evaluate((element) => getComputedStyle(element).backgroundColor)
    expect(red).toBe("rgb(179, 38, 30)")
    expect(broken.filter((text) => !text.includes("favicon") && !text.includes("data:,"))).toEqual([])
  })

  test("and styles do not reach us", async () => {
    const before = await page.getByRole("toolbar", { name: "Tagsweep" }).screenshot()
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(
        "*{all:unset!important;color:red!important;font:30px serif!important;display:block!important} tagsweep-root{display:none;opacity:.1;transform:scale(3)}",
      )
      document.adoptedStyleSheets = [sheet]
    })
    const after = await page.getByRole("toolbar", { name: "Tagsweep" }).screenshot()
    expect(after.equals(before)).toBe(true)
  })
})

describe("the page's own listeners", () => {
  test("hear nothing of what is typed in our dialog", async () => {
    await ask(37)
    await page.getByRole("textbox", { name: "Type 37 to confirm" }).pressSequentially("37")
    expect(await page.getByRole("textbox", { name: "Type 37 to confirm" }).inputValue()).toBe("37")
    await page.keyboard.press("Escape")
    expect(await calls()).toEqual(["cancel"])
    expect((await page.evaluate(() => window.live.heard)).filter((type) => type.startsWith("key"))).toEqual(
      [],
    )
  })

  test("still hear what is typed elsewhere", async () => {
    await page.getByRole("button", { name: "Zoho" }).press("x")
    expect(await page.evaluate(() => window.live.heard)).toContain("keydown")
  })
})

describe("the confirmation", () => {
  test("opens with Cancel focused, keeps the focus inside, and gives it back", async () => {
    await page.getByRole("button", { name: "Delete selected tags" }).focus()
    await askAndSettle(3)
    expect(await focused()).toBe("Cancel")
    const seen = new Set<string>()
    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press("Tab")
      seen.add(await focused())
    }
    expect(seen).not.toContain("Delete selected tags")
    expect(seen).toContain("Delete 3 tags")
    await page.keyboard.press("Escape")
    await page.getByRole("alertdialog").waitFor({ state: "detached" })
    await page.clock.runFor(10)
    await expect.poll(focused).toBe("Delete selected tags")
  })

  test("is confirmed by a person's click", async () => {
    await askAndSettle(3)
    await page.getByRole("button", { name: "Delete 3 tags" }).click()
    expect(await calls()).toEqual(["confirm null"])
  })

  test("is confirmed by Enter in the field once the number is right", async () => {
    await askAndSettle(37)
    const field = page.getByRole("textbox", { name: "Type 37 to confirm" })
    await field.pressSequentially("3")
    await page.keyboard.press("Enter")
    expect(await calls()).toEqual([])
    await field.pressSequentially("7")
    await page.clock.runFor(400)
    await page.keyboard.press("Enter")
    expect(await calls()).toEqual(["confirm 37"])
  })

  test("is not confirmed by a click that was on its way when it opened", async () => {
    // Time stands still, however slow the machine: the click comes in the question's first moment.
    await page.clock.install({ time: 0 })
    await page.clock.pauseAt(60_000)
    await ask(3)
    const place = await page.getByRole("button", { name: "Delete 3 tags" }).boundingBox()
    await page.mouse.click(place!.x + 10, place!.y + 10)
    expect(await calls()).toEqual([])
    await page.clock.runFor(400)
    await page.getByRole("button", { name: "Delete 3 tags" }).click()
    expect(await calls()).toEqual(["confirm null"])
  })

  test("is not confirmed by the page's scripts, however they try", async () => {
    await askAndSettle(3)
    await page.evaluate(() => {
      const root = document.querySelector("tagsweep-root")!.shadowRoot!
      const button = root.querySelector<HTMLButtonElement>("dialog .danger")!
      button.click()
      button.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }))
      button.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }))
      button.form!.requestSubmit()
      button.form!.requestSubmit(button)
    })
    expect(await calls()).toEqual([])
  })
})

test("Shift is told with a click on a row's box", async () => {
  await page.getByRole("checkbox", { name: "Select tag VIP" }).click({ modifiers: ["Shift"] })
  expect(await calls()).toEqual(["toggle 7 true"])
})
