/** Bundles the stories, and shows them in a browser. */
import { readdirSync } from "node:fs"
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { fileURLToPath, pathToFileURL } from "node:url"
import { build, type BuildOptions } from "esbuild"
import { chromium } from "playwright-core"
import type { Browser, Page } from "playwright-core"
import { findBrowser } from "../support/browsers"
import { localeTag, shownMessages } from "../support/locales"

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
export const out = here("../../build/gallery/")

const STORIES = readdirSync(here(".")).filter((name) => name.endsWith("-stories.tsx"))

/** How a story is shown. */
export interface Showing {
  readonly scheme: "light" | "dark"
  /** Forced colors: the system's small palette. */
  readonly contrast?: boolean
  /** At 200 %. */
  readonly zoom?: boolean
  /** The pseudo-locale: longer words in brackets. */
  readonly pseudo?: boolean
  readonly rtl?: boolean
  /** A folder of `assets/_locales`. */
  readonly locale?: string
  /** A low window, which shows fewer of the similar rows of a long table. */
  readonly low?: boolean
  /** Width of a page's window in pixels; 1200 by default. */
  readonly width?: number
}

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findBrowser("chromium"), args: ["--no-sandbox"] })
}

/** Bundles the stories. @returns their names */
export async function prepareStories(): Promise<string[]> {
  await mkdir(out, { recursive: true })
  const options: BuildOptions = {
    ...({ bundle: true, jsx: "automatic", jsxImportSource: "preact", logLevel: "error" } as const),
    // The real polyfill refuses to load outside an extension.
    alias: { "webextension-polyfill": here("no-browser.ts") },
  }
  await build({ ...options, entryPoints: [here("stage.tsx")], outfile: `${out}stage.js`, format: "iife" })
  await writeFile(
    `${out}index.html`,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><body><div id="__plasmo"></div><script src="stage.js"></script>`,
  )
  const sources = await Promise.all(STORIES.map((name) => readFile(here(name), "utf8")))
  return sources.flatMap((text) => [...text.matchAll(/^ {2}"([\w-]+)":/gm)].map((match) => match[1] ?? ""))
}

function address(story: string, { pseudo, rtl, locale }: Showing): string {
  const url = new URL(pathToFileURL(`${out}index.html`))
  url.searchParams.set("story", story)
  if (pseudo) url.searchParams.set("pseudo", "")
  if (rtl) url.searchParams.set("dir", "rtl")
  if (locale !== undefined) url.searchParams.set("locale", localeTag(locale))
  return url.href
}

const zoomOf = ({ zoom }: Showing): number => (zoom ? 2 : 1)

function viewport(story: string, showing: Showing): { width: number; height: number } {
  const zoom = zoomOf(showing)
  // A popup grows with the zoom up to the browser's 800 × 600; a page's window does not.
  if (story.startsWith("popup")) return { width: 400, height: 600 / zoom }
  if (story.startsWith("confirm")) return { width: 560 / zoom, height: 720 / zoom }
  const { width = 1200, low = false } = showing
  const height = story.startsWith("options") ? 900 : low ? 480 : 760
  return { width: Math.round(width / zoom), height: Math.round(height / zoom) }
}

/** Opens a page that shows stories one after another, all in the same way. */
export async function openStage(browser: Browser, showing: Showing): Promise<Page> {
  const page = await browser.newPage({
    colorScheme: showing.scheme,
    forcedColors: showing.contrast ? "active" : "none",
    deviceScaleFactor: zoomOf(showing),
  })
  // The TypeScript runner wraps inner functions in a helper that the page lacks.
  await page.addInitScript("globalThis.__name = (f) => f")
  await page.clock.install()
  if (showing.locale !== undefined) {
    const messages = JSON.stringify(shownMessages(showing.locale))
    await page.addInitScript(`globalThis.galleryMessages = ${messages}`)
  }
  return page
}

/** Shows a story in a reloaded page, without anything from the previous story. */
export async function show(stage: Page, story: string, showing: Showing): Promise<void> {
  // So that nothing is hovered.
  await stage.mouse.move(0, 0)
  await stage.setViewportSize(viewport(story, showing))
  await stage.goto(address(story, showing))
  // Buttons that confirm are disabled for half a second.
  await stage.clock.fastForward(1_000)
}

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[]
}

/** On Zoho's page, Zoho is responsible for the landmarks and headings of the whole page. */
const NOT_OURS = ["region", "page-has-heading-one", "landmark-one-main"]

/** Axe's findings, including targets smaller than 24 px (WCAG 2.2), one line each. */
export async function axeFindings(page: Page, { contrast }: Showing): Promise<string[]> {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(context: object, options: object): Promise<{ violations: Violation[] }> }
    }
    // Excludes the fake Zoho page behind our UI.
    const context = { exclude: [".zoho > h1", ".zoho > .rows"] }
    const rules = { "target-size": { enabled: true } }
    // Saves time: all styles are in the page, and passed rules are not needed.
    return (await axe.run(context, { rules, preload: false, resultTypes: ["violations"] })).violations
  })
  const onPage = page.url().includes("story=bar")
  return (
    found
      // With forced colors, the system's colors are shown, but axe reads ours.
      .filter((each) => each.id !== "color-contrast" || !contrast)
      .filter((each) => !NOT_OURS.includes(each.id) || !onPage)
      .flatMap((each) =>
        each.nodes.map((node) => `${each.id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
      )
  )
}
