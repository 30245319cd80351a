/** What we draw on Zoho's page, with real clicks and keys, under the strictest policies that a page can have. */
import { resolve } from "node:path"
import { build } from "esbuild"
import { chromium, type Browser, type Page } from "playwright-core"
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
    // The real one refuses to load outside an extension.
    alias: { "webextension-polyfill": resolve("test/gallery/no-browser.ts") },
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
describe("the page's policies", () => {
  test("are not violated, and our styles apply", async () => {
    const red = await page
      .getByRole("button", { name: "Delete selected tags" })
      .evaluate((element) => getComputedStyle(element).backgroundColor)
    expect(red).toBe("rgb(179, 38, 30)")
    expect(broken.filter((text) => !text.includes("favicon") && !text.includes("data:,"))).toEqual([])
  })

  test("and styles do not affect us", async () => {
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
  test("do not see the keys pressed in our bar", async () => {
    await page.evaluate(() => document.addEventListener("keydown", () => window.live.heard.push("shortcut")))
    await page.getByRole("checkbox", { name: "Select all tags" }).press("Space")
    expect(await calls()).toEqual(["toggleAll true"])
    expect(await page.evaluate(() => window.live.heard)).not.toContain("shortcut")
  })

  test("still see what is typed elsewhere", async () => {
    await page.getByRole("button", { name: "Zoho" }).press("x")
    expect(await page.evaluate(() => window.live.heard)).toContain("keydown")
  })
})

test("passes Shift on with a click on a row's box", async () => {
  await page.getByRole("checkbox", { name: "Select tag VIP" }).click({ modifiers: ["Shift"] })
  expect(await calls()).toEqual(["toggle 7 true"])
})

test("keeps a bar of several lines inside the window if there is little room above the list", async () => {
  await page.evaluate(() => window.live.place({ at: "list", top: 60, left: 8, width: 400 }))
  const bar = page.getByRole("toolbar", { name: "Tagsweep" })
  await expect.poll(async () => (await bar.boundingBox())?.height).toBeGreaterThan(90)
  expect((await bar.boundingBox())?.y).toBe(8)
  await bar.getByRole("button", { name: "Close" }).click()
  expect(await calls()).toContainEqual(expect.stringMatching(/^close/))
})
