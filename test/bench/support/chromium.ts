/** A Chromium for measuring: one page at a time, nothing but what the bench answers. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { chromium } from "playwright-core"
import type { BrowserContext, CDPSession, Page } from "playwright-core"
import { findBrowser } from "../../support/browsers"
import { until } from "../../e2e/support/poll"

export interface Bench {
  readonly context: BrowserContext
  /** A new page and a line to its debugger. */
  page(): Promise<{ page: Page; session: CDPSession }>
  close(): Promise<void>
}

/**
 * @param extensionDir the extension to load; null for a browser without any
 * @param opensPage the extension opens a page of its own when it is installed
 */
export async function startBench(
  extensionDir: string | null,
  opensPage = extensionDir !== null,
): Promise<Bench> {
  const profile = await mkdtemp(join(tmpdir(), "tagsweep-bench-"))
  const withExtension =
    extensionDir === null
      ? ["--disable-extensions"]
      : [`--disable-extensions-except=${extensionDir}`, `--load-extension=${extensionDir}`]
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await findBrowser("chromium"),
    headless: false,
    ignoreDefaultArgs: ["--disable-extensions"],
    args: [
      "--headless=new",
      ...withExtension,
      "--disable-background-networking",
      "--disable-component-update",
      "--host-resolver-rules=MAP * ~NOTFOUND",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
    viewport: { width: 1280, height: 800 },
  })
  // A fresh installation opens it, over whatever page stands empty then.
  if (opensPage)
    await until("the options page", async () =>
      context.pages().find((page) => page.url().startsWith("chrome-extension:")),
    )
  return {
    context,
    async page() {
      const page = await context.newPage()
      return { page, session: await context.newCDPSession(page) }
    },
    async close() {
      await context.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
