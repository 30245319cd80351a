import { createHash } from "node:crypto"
import { realpathSync } from "node:fs"
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { chromium, type BrowserContext, type ConsoleMessage, type Page, type Worker } from "playwright-core"
import * as v from "valibot"
import type Browser from "webextension-polyfill"
import {
  patience,
  type BrowserUnderTest,
  type Command,
  type ExtensionPage,
  type LaunchOptions,
  type Notification,
  type Tab,
} from "../driver"
import { DATA_CENTERS, patternsOf } from "../../../../src/zoho/data-centers"
import { forgetEverything } from "../forget"
import { pagesOf, requestHosts, scriptsRegistered } from "../hosts-granted"
import { readManifest } from "../manifest"
import { until } from "../poll"
import { setPolicy } from "./policy"
import { ChromiumTab } from "./tab"

/**
 * Chrome's ID of an unpacked extension: the digest of its key, or of its folder's path if it has none, with a to p
 * for the hex digits.
 */
export function extensionIdOf(key: string | undefined, folder: string): string {
  const named = key === undefined ? realpathSync(folder) : Buffer.from(key, "base64")
  const digest = createHash("sha256").update(named).digest("hex").slice(0, 32)
  return [...digest].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join("")
}

/** Branded Chrome and Edge ignore --load-extension since 137 and load extensions only over the debugging pipe. */
const branded = (program: string): boolean => /chrome|msedge|edge/i.test(basename(program))

/**
 * Turns on developer mode, as a user who loads an unpacked extension has. Without it, Chromium lets the switch above
 * load one but disables it when it is reloaded, as `runtime.reload` does:
 * https://developer.chrome.com/docs/extensions/get-started/tutorial/hello-world#load-unpacked
 */
export async function writePreferences(profile: string, id: string, asks: boolean): Promise<void> {
  await mkdir(join(profile, "Default"))
  const permissions = {
    ...{ api: [], manifest_permissions: [], scriptable_host: [] },
    explicit_host: DATA_CENTERS.flatMap(patternsOf).map((pattern) => `${new URL(pattern).origin}/*`),
  }
  // Permissions that a user granted before need no prompt, which no driver could answer.
  const settings = asks
    ? {}
    : { [id]: { granted_permissions: permissions, runtime_granted_permissions: permissions } }
  const preferences = { extensions: { ui: { developer_mode: true }, settings } }
  await writeFile(join(profile, "Default", "Preferences"), JSON.stringify(preferences))
}

/** Playwright types only the part of the protocol that it knows. */
interface AnySession {
  send(method: string, params: object): Promise<unknown>
}

async function loadUnpacked(context: BrowserContext, path: string): Promise<void> {
  const session = (await context.browser()?.newBrowserCDPSession()) as AnySession | undefined
  if (!session) throw new Error("this browser cannot load an extension by command")
  await session.send("Extensions.loadUnpacked", { path })
}

interface Dispatching {
  dispatch(argument: string): void
}

const targets = v.object({
  targetInfos: v.array(v.object({ targetId: v.string(), type: v.string(), url: v.string() })),
})

const processes = v.object({ processInfo: v.array(v.object({ type: v.string(), id: v.number() })) })

const active = v.object({
  active_permissions: v.optional(v.object({ explicit_host: v.optional(v.array(v.string())) })),
})
/** The file in which the browser keeps its settings. */
const written = v.object({ extensions: v.object({ settings: v.record(v.string(), active) }) })

/** Runs in a page of the extension. */
async function grantedHosts(): Promise<string[]> {
  const { chrome } = globalThis as unknown as { chrome: typeof Browser }
  const { origins = [] } = await chrome.permissions.getAll()
  return origins
}

/** The process ID of the main browser process, which ends all others. */
async function processOf(context: BrowserContext): Promise<number> {
  const session = (await context.browser()?.newBrowserCDPSession()) as AnySession | undefined
  const { processInfo } = v.parse(processes, await session?.send("SystemInfo.getProcessInfo", {}))
  const own = processInfo.find(({ type }) => type === "browser")
  if (!own) throw new Error("the browser does not tell its process")
  return own.id
}

/** Features with which the browser contacts its maker or preloads pages that are never opened. */
const NOT_NEEDED = [
  "AimEnabled",
  "AutofillServerCommunication",
  "CertificateTransparencyComponentUpdater",
  "MediaRouter",
  "NetworkTimeServiceQuerying",
  "OptimizationHints",
  "PreconnectToSearch",
  "Translate",
  "WebUIOmniboxAimPopup",
  "WebUIOmniboxFullPopup",
  "WebUIOmniboxPopup",
]

const BLANK = "about:blank"

/** The page size: the whole screen if headless, and the same in a window. */
const SCREEN = { width: 1280, height: 800 }

const isHeadless = ({ headless }: LaunchOptions): boolean => headless ?? true

/** Everything leaves through the sandbox's proxy, and the browser sends nothing of its own. */
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
    // Drawing takes much CPU time without a graphics card.
    "--force-prefers-reduced-motion",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    `--disable-features=${NOT_NEEDED.join(",")}`,
    // Without a visible screen, hide the browser's toolbars, whose drawing takes a sixth of the CPU time.
    ...(isHeadless(options)
      ? ["--headless=new", "--kiosk", `--screen-info={${SCREEN.width}x${SCREEN.height}}`]
      : []),
    // The sandbox of Chromium's renderers refuses to run as root, as in most containers.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ]
}

/**
 * Navigates with retries. A fresh extension opens its options page in any empty tab, which may be ours, and may need
 * several navigations for it. And Chromium blocks our own pages while it loads the extension.
 */
async function gotoWithRetries(page: Page, url: string, attempts = 5): Promise<void> {
  try {
    await page.goto(url)
  } catch (error) {
    if (attempts <= 1 || !/interrupted by another navigation|ERR_BLOCKED_BY_CLIENT/.test(String(error)))
      throw error
    await page.waitForLoadState()
    await gotoWithRetries(page, url, attempts - 1)
  }
}

/** Runs in a page of the extension: any message starts the worker. */
async function wakeWorker(): Promise<void> {
  const { chrome } = globalThis as unknown as { chrome: typeof Browser }
  await chrome.runtime.sendMessage({}).catch(() => undefined)
}

class Chromium implements BrowserUnderTest {
  readonly name = "chromium"
  readonly #lines: string[] = []

  constructor(
    private context: BrowserContext,
    readonly extensionOrigin: string,
    private readonly start: () => Promise<BrowserContext>,
    private readonly profile: string,
    private readonly extensionDir: string,
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

  #tab(page: Page): Tab {
    return new ChromiumTab(page, () => this.#worker())
  }

  async open(url: string): Promise<Tab> {
    const page = await this.context.newPage()
    await gotoWithRetries(page, url)
    return this.#tab(page)
  }

  openExtensionPage(page: ExtensionPage): Promise<Tab> {
    return this.open(`${this.extensionOrigin}/${page}`)
  }

  async tabs(): Promise<Tab[]> {
    return this.context.pages().map((page) => this.#tab(page))
  }

  waitForTab(fits: (url: string) => boolean, timeout?: number): Promise<Tab> {
    const look = async (): Promise<Tab | undefined> => {
      const pages = this.context.pages()
      const page = pages.find((candidate) => fits(candidate.url()))
      if (!page) throw new Error(`there are ${pages.map((each) => each.url()).join(" ")}`)
      return this.#tab(page)
    }
    return until("a tab with such an address", look, timeout)
  }

  /** The worker's current targets; a restarted worker is another target. */
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
    await until("the end of the worker", async () => {
      // A worker that is just starting ignores the request to stop.
      await session.send("ServiceWorker.stopAllWorkers")
      const now = await this.#workers(session)
      return before.some((target) => now.includes(target)) ? undefined : true
    })
    await session.detach()
  }

  async fetchInBackground(url: string): Promise<"reached" | "refused"> {
    const worker = await this.#worker()
    return worker.evaluate(
      (address) =>
        fetch(address).then(
          () => "reached" as const,
          () => "refused" as const,
        ),
      url,
    )
  }

  async #worker(): Promise<Worker> {
    const look = (): Worker | undefined =>
      this.context.serviceWorkers().find((worker) => worker.url().startsWith(this.extensionOrigin))
    const awake = look()
    if (awake) return awake
    const page = await this.openExtensionPage("manifest.json")
    await page.evaluate(wakeWorker)
    const woken = await until("the worker", async () => look())
    await page.close()
    return woken
  }

  /** Updates the folder that the extension was loaded from: unpacked extensions are updated in place. */
  async update(extensionDir: string): Promise<void> {
    await cp(extensionDir, this.extensionDir, { recursive: true })
    await this.reloadExtension()
  }

  async grant(origins: readonly string[]): Promise<void> {
    const own = await this.openExtensionPage("manifest.json")
    // Playwright evaluates as if in a click.
    await own.evaluate(requestHosts, [...origins])
    await own.evaluate(scriptsRegistered, pagesOf(origins))
    await own.close()
  }

  async answerQuestion(): Promise<string> {
    throw new Error("no driver reaches Chromium's question")
  }

  async reloadExtension(): Promise<void> {
    const old = await this.#worker()
    const gone = new Promise((resolve) => old.once("close", resolve))
    // Later, so that the worker has answered before it ends.
    await old.evaluate(() => {
      const { chrome } = globalThis as unknown as { chrome: typeof Browser }
      setTimeout(() => chrome.runtime.reload(), 50)
    })
    await gone
    await until("the worker of the new load", async () =>
      this.context.serviceWorkers().find((worker) => worker.url().startsWith(this.extensionOrigin)),
    )
  }

  async reset(): Promise<void> {
    // A new tab costs a quarter of a second of CPU time, and a browser without tabs quits. So one stays: made blank
    // before the extension is reloaded, which closes its own pages.
    const pages = this.context.pages()
    const own = pages.find((page) => page.url() === BLANK) ?? (await this.context.newPage())
    await Promise.all(pages.filter((page) => page !== own).map((page) => page.close()))
    await gotoWithRetries(own, `${this.extensionOrigin}/manifest.json`)
    await own.evaluate(forgetEverything)
    await own.goto(BLANK)
    await this.reloadExtension()
    this.#lines.length = 0
  }

  /** Calls the listeners of one of the browser's events as the browser does, though that is not documented. */
  async #tell(what: "commands.onCommand" | "notifications.onClicked", argument: string): Promise<void> {
    const worker = await this.#worker()
    await worker.evaluate(
      ([event, args]) => {
        const [space = "", name = ""] = event.split(".")
        const { chrome } = globalThis as unknown as { chrome: Record<string, Record<string, Dispatching>> }
        chrome[space]?.[name]?.dispatch(args)
      },
      [what, argument] as const,
    )
  }

  pressCommand({ name }: Command): Promise<void> {
    return this.#tell("commands.onCommand", name)
  }

  clickNotification({ id }: Notification): Promise<void> {
    return this.#tell("notifications.onClicked", id)
  }

  async restart(): Promise<void> {
    await this.context.close()
    this.context = await this.start()
    this.#listen()
  }

  /** Within ten seconds: https://source.chromium.org/chromium/chromium/src/+/main:base/files/important_file_writer.h */
  async grantsWritten(): Promise<void> {
    const own = await this.openExtensionPage("manifest.json")
    const granted = await own.evaluate(grantedHosts)
    await own.close()
    await until("the granted hosts in the browser's settings", async () => {
      const text = await readFile(join(this.profile, "Default", "Preferences"), "utf8")
      const { settings } = v.parse(written, JSON.parse(text)).extensions
      const hosts = settings[new URL(this.extensionOrigin).host]?.active_permissions?.explicit_host ?? []
      return granted.every((host) => hosts.includes(host)) ? true : undefined
    })
  }

  async crash(): Promise<void> {
    const pid = await processOf(this.context)
    const gone = this.closed()
    process.kill(pid, "SIGKILL")
    await gone
    this.context = await this.start()
    this.#listen()
  }

  closed(): Promise<void> {
    return new Promise((resolve) => this.context.once("close", () => resolve()))
  }

  async close(): Promise<void> {
    await this.context.close()
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Starts a Chromium with a fresh profile and the extension loaded into it. */
export async function launchChromium(
  options: LaunchOptions & { readonly executablePath: string },
): Promise<BrowserUnderTest> {
  const { key } = await readManifest(options.extensionDir)
  const id = extensionIdOf(key, options.extensionDir)
  const profile = await mkdtemp(join(tmpdir(), "tagsweep-chromium-"))
  await writePreferences(profile, id, options.asks ?? false)
  const start = async (): Promise<BrowserContext> => {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: options.executablePath,
      // Playwright's own headless mode loads no extensions; the switch above does.
      headless: false,
      // Ctrl-C is handled by the program that runs the browser, so that it can clean up.
      handleSIGINT: false,
      args: switches(options.executablePath, options),
      ignoreDefaultArgs: ["--disable-extensions"],
      // Every window has its own size, including the question's.
      viewport: isHeadless(options) ? null : SCREEN,
    })
    context.setDefaultTimeout(patience)
    if (branded(options.executablePath)) await loadUnpacked(context, options.extensionDir)
    if (options.policy) await setPolicy(context, id, options.policy)
    return context
  }
  return new Chromium(await start(), `chrome-extension://${id}`, start, profile, options.extensionDir)
}
