/** A Chromium for measuring, without network: the bench answers all requests. */
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { chromium, type BrowserContext, type CDPSession, type Page } from "playwright-core"
import { orgPatterns, type OrgPlace } from "../../../src/zoho/data-centers"
import { extensionIdOf, writePreferences } from "../../e2e/support/chromium/browser"
import { callSource } from "../../e2e/support/driver"
import { pagesOf, requestHosts, scriptsRegistered } from "../../e2e/support/hosts-granted"
import { readManifest } from "../../e2e/support/manifest"
import { until } from "../../e2e/support/poll"
import { findBrowser } from "../../support/browsers"

export interface Bench {
  readonly context: BrowserContext
  /** A new page and a session with its debugger. */
  page(): Promise<{ page: Page; session: CDPSession }>
  close(): Promise<void>
}

/** Grants the hosts of an org, as at Connect, and waits until our scripts are registered. */
export async function grantOrg({ context }: Bench, place: OrgPlace): Promise<void> {
  const own = context.pages().find((each) => each.url().startsWith("chrome-extension:"))
  if (!own) throw new Error("no page of the extension is open")
  const origins = orgPatterns(place)
  await own.evaluate(callSource(requestHosts, [origins]))
  await own.evaluate(callSource(scriptsRegistered, [pagesOf(origins)]))
}

/**
 * @param extensionDir the extension to load; null for none
 * @param opensPage whether the extension opens a page when it is installed
 */
export async function startBench(
  extensionDir: string | null,
  opensPage = extensionDir !== null,
): Promise<Bench> {
  const profile = await mkdtemp(join(tmpdir(), "tagsweep-bench-"))
  if (extensionDir !== null) {
    const { key } = await readManifest(extensionDir)
    await writePreferences(profile, extensionIdOf(key, extensionDir), false)
  }
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
  // A new installation opens it, possibly in an existing empty tab.
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
