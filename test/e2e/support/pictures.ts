/** Screenshots in build/e2e: of chosen moments before a release, and of failed tests. */
import { mkdir } from "node:fs/promises"
import { dirname } from "node:path"
import { isRelease } from "../../../.ci/release"
import type { BrowserUnderTest, Tab } from "./driver"

const folder = "build/e2e"

async function write(tab: Tab, name: string): Promise<void> {
  const path = `${folder}/${name}.png`
  await mkdir(dirname(path), { recursive: true })
  await tab.screenshot(path)
}

/** Saves a screenshot of the tab, only before a release, since it takes a while. */
export async function picture(tab: Tab, name: string): Promise<void> {
  if (isRelease()) await write(tab, name)
}

/** How long (ms) a tab may take to report its content. A failed tab may never do so. */
const ANSWERS_WITHIN = 10_000

/** The answer, or why there is none. */
async function answerOf<T>(asked: Promise<T>): Promise<T | string> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve("no answer"), ANSWERS_WITHIN)
  })
  try {
    return await Promise.race([asked.catch((error: unknown) => `failed: ${String(error)}`), silence])
  } finally {
    clearTimeout(timer)
  }
}

/** Runs in a page. */
function shown(): string {
  const text = document.body.innerText.replace(/\s+/g, " ").slice(0, 400)
  return `${document.readyState}, ${document.visibilityState}, ${innerWidth} × ${innerHeight}: ${text}`
}

/** Saves a screenshot of every tab. Returns the text of each and the last lines of the console. */
export async function pictureAll(browsers: Iterable<BrowserUnderTest>, test: string): Promise<string> {
  const base = `failed/${test.replace(/[^a-z0-9]+/gi, "-").slice(0, 100)}`
  const lines: string[] = []
  for (const browser of browsers) {
    for (const [index, tab] of (await browser.tabs()).entries()) {
      const name = `${base}-${browser.name}-${index}`
      lines.push(`${name}: ${await answerOf(tab.url())}`, await answerOf(tab.evaluate(shown)))
      const written = await answerOf(write(tab, name))
      if (written !== undefined) lines.push(`no picture: ${written}`)
    }
    lines.push(...(await browser.consoleText()).split("\n").slice(-20))
  }
  return lines.join("\n")
}
