/**
 * Draws every state of every screen and takes its picture, light and dark, into build/gallery/; then asks axe.
 * `tsx test/gallery/gallery.ts [filter] [--pseudo] [--rtl] [--zoom] [--contrast]`. Ends with 1 when axe finds anything.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { fileURLToPath, pathToFileURL } from "node:url"
import { build } from "esbuild"
import { chromium } from "playwright-core"
import type { Page } from "playwright-core"

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const out = here("../../build/gallery/")
const args = process.argv.slice(2)
const filter = args.find((each) => !each.startsWith("--")) ?? ""
const variants = ["--pseudo", "--rtl", "--zoom", "--contrast"].filter((each) => args.includes(each))
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8")

async function stage(): Promise<string[]> {
  await mkdir(out, { recursive: true })
  const options = { bundle: true, jsx: "automatic", jsxImportSource: "preact", logLevel: "error" } as const
  await build({ ...options, entryPoints: [here("stage.tsx")], outfile: `${out}stage.js`, format: "iife" })
  await writeFile(
    `${out}index.html`,
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><body><div id="__plasmo"></div><script src="stage.js"></script>`,
  )
  const source = await Promise.all(
    ["page-stories.tsx", "screen-stories.tsx", "manager-stories.tsx"].map((name) =>
      readFile(here(name), "utf8").catch(() => ""),
    ),
  )
  return source.flatMap((text) => [...text.matchAll(/^ {2}"([\w-]+)":/gm)].map((match) => match[1] ?? ""))
}

function address(story: string): string {
  const url = new URL(pathToFileURL(`${out}index.html`))
  url.searchParams.set("story", story)
  if (variants.includes("--pseudo")) url.searchParams.set("pseudo", "")
  if (variants.includes("--rtl")) url.searchParams.set("dir", "rtl")
  return url.href
}

const viewport = (story: string): { width: number; height: number } => {
  const size = story.startsWith("popup")
    ? [400, 600]
    : story.startsWith("options")
      ? [1120, 900]
      : [1200, 760]
  const zoom = variants.includes("--zoom") ? 2 : 1
  // A popup grows with the zoom up to the browser's 800 × 600; a page's window does not.
  if (story.startsWith("popup")) return { width: 400, height: 600 / zoom }
  return { width: Math.round((size[0] ?? 0) / zoom), height: Math.round((size[1] ?? 0) / zoom) }
}

interface Violation {
  readonly id: string
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[]
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const run = (
      globalThis as unknown as { axe: { run(context: object): Promise<{ violations: Violation[] }> } }
    ).axe
    // The invented Zoho page behind is not ours to judge.
    return (await run.run({ exclude: [".zoho > h1", ".zoho > .rows"] })).violations
  })
  // In high contrast the colours are the system's, and axe reads the ones we asked for.
  const judged = found.filter((each) => each.id !== "color-contrast" || !variants.includes("--contrast"))
  return judged
    .filter(
      (each) => !["region", "page-has-heading-one", "landmark-one-main"].includes(each.id) || !onPage(page),
    )
    .flatMap((each) =>
      each.nodes.map((node) => `${each.id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
    )
}

/** Landmarks and headings of the whole page are Zoho's, not ours, where we stand on Zoho's page. */
const onPage = (page: Page): boolean => /story=(bar|dialog)/.test(page.url())

const stories = (await stage()).filter((each) => each.includes(filter))
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] })
/** Stories with a part that is shown unfolded, by the name of its button; names differ in the pseudo-locale. */
const UNFOLDED = new Map(
  variants.includes("--pseudo")
    ? []
    : [
        ["bar-finished-problems", "Why?"],
        ["bar-details", "How this page was read"],
        ["dialog-plan", "Plan"],
        ["manager-finished-problems", "Why?"],
      ],
)

let bad = 0
for (const colorScheme of ["light", "dark"] as const) {
  for (const story of stories) {
    const zoom = variants.includes("--zoom") ? 2 : 1
    const page = await browser.newPage({
      colorScheme,
      forcedColors: variants.includes("--contrast") ? "active" : "none",
      viewport: viewport(story),
      deviceScaleFactor: zoom,
    })
    page.on("pageerror", (error) => {
      bad += 1
      console.log(`${story}: ${error.message}`)
    })
    await page.goto(address(story))
    const suffix = [...variants.map((each) => each.slice(2)), colorScheme].join("-")
    const part = UNFOLDED.get(story)
    if (part) await page.getByRole("button", { name: part }).click()
    const fullPage = story.startsWith("options") || story.startsWith("popup")
    await page.screenshot({ path: `${out}${story}-${suffix}.png`, animations: "disabled", fullPage })
    for (const each of await violations(page)) {
      bad += 1
      console.log(`${story} ${colorScheme}: ${each}`)
    }
    await page.close()
  }
}
await browser.close()
console.log(`${stories.length} stories, ${bad} findings, pictures in build/gallery/`)
process.exitCode = bad > 0 ? 1 : 0
