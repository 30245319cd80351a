import { createHash } from "node:crypto"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { chromium, type BrowserContext, type ConsoleMessage, type Page, type Worker } from "playwright-core"
import * as v from "valibot"
import { patience, type BrowserUnderTest, type ExtensionPage, type LaunchOptions, type Tab } from "../driver"
import { readManifest } from "../manifest"
import { until } from "../poll"
import { ChromiumTab } from "./tab"

/** Chrome's id of an unpacked extension: the key's digest with a to p for the hex digits. */
export function extensionIdOf(key: string): string {
  const digest = createHash("sha256").update(Buffer.from(key, "base64")).digest("hex").slice(0, 32)
  return [...digest].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join("")
}

/** Branded Chrome and Edge ignore --load-extension since 137 and take extensions over the debugging pipe only. */
const branded = (program: string): boolean => /chrome|msedge|edge/i.test(basename(program))

/** Playwright types only what it knows of the protocol. */
interface AnySession {
  send(method: string, params: object): Promise<unknown>
}

async function loadUnpacked(context: BrowserContext, path: string): Promise<void> {
  const session = (await context.browser()?.newBrowserCDPSession()) as AnySession | undefined
  if (!session) throw new Error("this browser cannot be told to load an extension")
  await session.send("Extensions.loadUnpacked", { path })
}

const targets = v.object({
  targetInfos: v.array(v.object({ targetId: v.string(), type: v.string(), url: v.string() })),
})

/** Everything leaves through the sandbox's proxy, and the browser itself has nothing to say there. */
function switches(program: string, options: LaunchOptions): string[] {
  const { extensionDir } = options
  return [
    ...(branded(program)
      ? ["--enable-unsafe-extension-debugging"]
      : [`--disable-extensions-except=${extensionDir}`, `--load-extension=${extensionDir}`]),
    `--proxy-server=http://127.0.0.1:${options.proxyPort}`,
    "--proxy-bypass-list=<-loopback>",
    "--ignore-certificate-errors",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication,CertificateTransparencyComponentUpdater,NetworkTimeServiceQuerying",
    ...((options.headless ?? true) ? ["--headless=new"] : []),
    // The sandbox of Chromium's renderers refuses to run as root, as in most containers.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ]
}

/**
 * A fresh extension opens its options page in whatever tab is empty just then, which may be ours, and may take
 * more than one navigation to get there.
 */
async function goUninterrupted(page: Page, url: string, attempts = 5): Promise<void> {
  try {
    await page.goto(url)
  } catch (error) {
    if (attempts <= 1 || !String(error).includes("interrupted by another navigation")) throw error
    await page.waitForLoadState()
    await goUninterrupted(page, url, attempts - 1)
  }
}

class Chromium implements BrowserUnderTest {
  readonly name = "chromium"
  readonly #lines: string[] = []

  constructor(
    private context: BrowserContext,
    readonly extensionOrigin: string,
    private readonly start: () => Promise<BrowserContext>,
    private readonly cleanUp: () => Promise<void>,
  ) {
    this.#listen()
  }

  #listen(): void {
    const note = (message: ConsoleMessage): number => this.#lines.push(message.text())
    this.context.on("console", note)
    const follow = (worker: Worker): unknown => worker.on("console", note)
    this.context.serviceWorkers().forEach(follow)
    this.context.on("serviceworker", follow)
  }

  async consoleText(): Promise<string> {
    return this.#lines.join("\n")
  }

  async open(url: string): Promise<Tab> {
    const page = await this.context.newPage()
    await goUninterrupted(page, url)
    return new ChromiumTab(page)
  }

  openExtensionPage(page: ExtensionPage): Promise<Tab> {
    return this.open(`${this.extensionOrigin}/${page}`)
  }

  async tabs(): Promise<Tab[]> {
    return this.context.pages().map((page) => new ChromiumTab(page))
  }

  waitForTab(fits: (url: string) => boolean, timeout?: number): Promise<Tab> {
    const look = async (): Promise<Tab | undefined> => {
      const page = this.context.pages().find((candidate) => fits(candidate.url()))
      return page && new ChromiumTab(page)
    }
    return until("a tab with such an address", look, timeout)
  }

  /** The worker's targets right now; a worker that was started anew is another target. */
  async #workers(session: AnySession): Promise<string[]> {
    const { targetInfos } = v.parse(targets, await session.send("Target.getTargets", {}))
    const own = targetInfos.filter(
      ({ type, url }) => type === "service_worker" && url.startsWith(this.extensionOrigin),
    )
    return own.map(({ targetId }) => targetId)
  }

  async terminateBackground(): Promise<void> {
    const page = this.context.pages()[0] ?? (await this.context.newPage())
    const session = await this.context.newCDPSession(page)
    const before = await this.#workers(session)
    await session.send("ServiceWorker.enable")
    await session.send("ServiceWorker.stopAllWorkers")
    await until("the end of the worker", async () => {
      const now = await this.#workers(session)
      return before.some((target) => now.includes(target)) ? undefined : true
    })
    await session.detach()
  }

  async restart(): Promise<void> {
    await this.context.close()
    this.context = await this.start()
    this.#listen()
  }

  closed(): Promise<void> {
    return new Promise((resolve) => this.context.once("close", () => resolve()))
  }

  async close(): Promise<void> {
    await this.context.close()
    await this.cleanUp()
  }
}

/** Starts a Chromium with a fresh profile and the extension loaded into it. */
export async function launchChromium(
  options: LaunchOptions & { readonly executablePath: string },
): Promise<BrowserUnderTest> {
  const { key } = await readManifest(options.extensionDir)
  if (key === undefined)
    throw new Error(`no key in ${options.extensionDir}: the id would depend on the folder`)
  const profile = await mkdtemp(join(tmpdir(), "tagsweep-chromium-"))
  const start = async (): Promise<BrowserContext> => {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: options.executablePath,
      // Playwright's own headless mode loads no extensions; the switch above does.
      headless: false,
      // Ctrl-C is for whoever runs the browser, so that it can clean up.
      handleSIGINT: false,
      args: switches(options.executablePath, options),
      ignoreDefaultArgs: ["--disable-extensions"],
      viewport: { width: 1280, height: 800 },
    })
    context.setDefaultTimeout(patience)
    if (branded(options.executablePath)) await loadUnpacked(context, options.extensionDir)
    return context
  }
  const cleanUp = (): Promise<void> => rm(profile, { recursive: true, force: true, maxRetries: 5 })
  return new Chromium(await start(), `chrome-extension://${extensionIdOf(key)}`, start, cleanUp)
}
