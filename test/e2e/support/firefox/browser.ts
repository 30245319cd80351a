import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { randomUUID } from "node:crypto"
import * as v from "valibot"
import type { BrowserUnderTest, Command, ExtensionPage, LaunchOptions, Notification, Tab } from "../driver"
import { forgetEverything } from "../forget"
import { pagesOf, scriptsRegistered } from "../hosts-granted"
import { readManifest } from "../manifest"
import { until } from "../poll"
import { keyboard, strokes } from "./keys"
import { writePolicy } from "./policy"
import { writePrefs } from "./prefs"
import { startFirefox, windowSize, type RunningFirefox } from "./process"
import { FirefoxSession } from "./session"
import { FirefoxTab } from "./tab"
import { writeXpi } from "./xpi"

/** Clicks the alert with that title, which is a window of the browser. */
const CLICK_ALERT = `
  for (const alert of Services.wm.getEnumerator("alert:alert")) {
    const { document } = alert
    if (document.getElementById("alertTitleLabel").value !== arguments[0]) continue
    return void document.getElementById("alertBox").click()
  }
  throw new Error("no such alert")`

/** Ends and starts the add-on, as `runtime.reload` does, and waits until it is back. */
const RELOAD = `
  const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs")
  const addon = await AddonManager.getAddonByID(arguments[0])
  await addon.reload()
  await WebExtensionPolicy.getByID(arguments[0]).readyPromise`

/** What the browser does when a user grants the request. It only prompts users who have clicked. */
const GRANT = `
  const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs")
  const [id, origins] = arguments
  await ExtensionPermissions.add(id, { permissions: [], origins }, WebExtensionPolicy.getByID(id).extension)`

/** Presses a button of the permission prompt in the browser's window, once it is enabled. */
const ANSWER = `
  const { document, PopupNotifications, setTimeout } = Services.wm.getMostRecentWindow("navigator:browser")
  for (let look = 0; look < 200; look++) {
    const question = document.getElementById("addon-webext-permissions-notification")
    const isOpen = PopupNotifications.isPanelOpen && question !== null
    if (isOpen) {
      const says = question.textContent
      const button = arguments[0] ? question.button : question.secondaryButton
      button.click()
      await new Promise((resolve) => setTimeout(resolve, 100))
      if (!PopupNotifications.isPanelOpen) return says
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error("no question for permissions, or one that stays")`

class Firefox implements BrowserUnderTest {
  readonly name = "firefox"
  readonly extensionOrigin: string
  #running: RunningFirefox
  #session: FirefoxSession
  /** The length of the output at the last reset. */
  #readUpTo = 0

  constructor(
    running: RunningFirefox,
    private readonly addon: { readonly id: string; readonly uuid: string },
    private readonly start: () => Promise<RunningFirefox>,
    private readonly cleanUp: () => Promise<void>,
    private readonly work: string,
  ) {
    this.extensionOrigin = `moz-extension://${addon.uuid}`
    this.#running = running
    this.#session = new FirefoxSession(running.marionette)
  }

  install(xpi: string): Promise<void> {
    return this.#session.installAddon(xpi)
  }

  async open(url: string): Promise<Tab> {
    const tab = new FirefoxTab(this.#session, await this.#session.newTab())
    await tab.goto(url)
    return tab
  }

  openExtensionPage(page: ExtensionPage): Promise<Tab> {
    return this.open(`${this.extensionOrigin}/${page}`)
  }

  async tabs(): Promise<Tab[]> {
    const handles = await this.#session.windows()
    return handles.map((handle) => new FirefoxTab(this.#session, handle))
  }

  waitForTab(fits: (url: string) => boolean, timeout?: number): Promise<Tab> {
    const look = async (): Promise<Tab> => {
      const others: string[] = []
      for (const tab of await this.tabs()) {
        // A window may close while its address is read.
        const url = await tab.url().catch(() => "")
        if (fits(url)) return tab
        others.push(url)
      }
      throw new Error(`there are ${others.join(" ")}`)
    }
    return until("a tab with such an address", look, timeout)
  }

  async terminateBackground(): Promise<void> {
    await this.#session.privileged(
      `const { extension } = WebExtensionPolicy.getByID(arguments[0])
       await extension.terminateBackground({ ignoreDevToolsAttached: true })
       // A message may be restarting it already.
       if (extension.backgroundState === "running") throw new Error("the background is still running")`,
      this.addon.id,
    )
  }

  async fetchInBackground(url: string): Promise<"reached" | "refused"> {
    const page = await this.openExtensionPage("popup.html")
    const outcome = await page.evaluate(async (address) => {
      interface Api {
        readonly runtime: { getBackgroundPage(): Promise<Window> }
      }
      const background = await (globalThis as unknown as { browser: Api }).browser.runtime.getBackgroundPage()
      return background.fetch(address).then(
        () => "reached" as const,
        () => "refused" as const,
      )
    }, url)
    await page.close()
    return outcome
  }

  async consoleText(): Promise<string> {
    const reported = await this.#session.privileged(
      "return Services.console.getMessageArray().map(({ message }) => message).join('\\n')",
    )
    return `${this.#running.output().slice(this.#readUpTo)}\n${v.parse(v.string(), reported)}`
  }

  async update(extensionDir: string): Promise<void> {
    const xpi = join(this.work, "update.xpi")
    await writeXpi(extensionDir, xpi)
    await this.install(xpi)
  }

  async grant(origins: readonly string[]): Promise<void> {
    await this.#session.privileged(GRANT, this.addon.id, origins)
    const own = await this.openExtensionPage("manifest.json")
    await own.evaluate(scriptsRegistered, pagesOf(origins))
    await own.close()
  }

  async answerQuestion(agree: boolean): Promise<string> {
    return v.parse(v.string(), await this.#session.privileged(ANSWER, agree))
  }

  async reloadExtension(): Promise<void> {
    await this.#session.privileged(RELOAD, this.addon.id)
  }

  async reset(): Promise<void> {
    const blank = await this.#session.newTab()
    const own = new FirefoxTab(this.#session, await this.#session.newTab())
    await own.goto(`${this.extensionOrigin}/manifest.json`)
    for (const handle of await this.#session.windows())
      if (handle !== blank && handle !== own.handle) await this.#session.close(handle)
    await own.evaluate(forgetEverything)
    await this.reloadExtension()
    await this.#session.resize(blank, windowSize)
    await this.#session.privileged("Services.console.reset()")
    this.#readUpTo = this.#running.output().length
  }

  async pressCommand({ keys }: Command): Promise<void> {
    // If a page has the focus, it would receive the driver's keys.
    await this.#session.privileged('Services.wm.getMostRecentWindow("navigator:browser").gURLBar.focus()')
    await this.#session.pressInBrowser([keyboard(strokes(keys))])
  }

  async clickNotification({ title }: Notification): Promise<void> {
    await until("the alert", async () => {
      await this.#session.privileged(CLICK_ALERT, title)
      return true
    })
  }

  async restart(): Promise<void> {
    await this.#running.quit()
    this.#running = await this.start()
    this.#readUpTo = 0
    this.#session = new FirefoxSession(this.#running.marionette)
  }

  async grantsWritten(): Promise<void> {
    // Firefox answers a request for hosts only once they are stored.
  }

  async crash(): Promise<void> {
    await this.#running.kill()
    this.#running = await this.start()
    this.#readUpTo = 0
    this.#session = new FirefoxSession(this.#running.marionette)
  }

  closed(): Promise<void> {
    return this.#running.ended
  }

  async close(): Promise<void> {
    await this.#running.quit()
    await this.cleanUp()
  }
}

/** Starts a Firefox with a fresh profile and the extension installed. */
export async function launchFirefox(
  options: LaunchOptions & { readonly executablePath: string },
): Promise<BrowserUnderTest> {
  const id = (await readManifest(options.extensionDir)).browser_specific_settings?.gecko.id
  if (id === undefined) throw new Error(`no gecko id in ${options.extensionDir}`)
  const addon = { id, uuid: randomUUID() }
  const work = await mkdtemp(join(tmpdir(), "tagsweep-firefox-"))
  const profile = await mkdtemp(join(work, "profile-"))
  const xpi = join(work, "extension.xpi")
  const { proxyPort, storageKilobytes, asks = false } = options
  await writePrefs(profile, { proxyPort, extensionId: id, uuid: addon.uuid, storageKilobytes, asks })
  await writeXpi(options.extensionDir, xpi)
  if (options.policy) await writePolicy(work, id, options.policy)
  const env = options.policy ? { HOME: work } : {}
  const start = (): Promise<RunningFirefox> =>
    startFirefox(options.executablePath, profile, { headless: options.headless ?? true, env })
  const cleanUp = (): Promise<void> => rm(work, { recursive: true, force: true, maxRetries: 5 })
  const firefox = new Firefox(await start(), addon, start, cleanUp, work)
  await firefox.install(xpi)
  return firefox
}
