/** The stage of a spec: its own Zoho, and a browser in which the extension has no data. */
import { startSandbox, type Sandbox, type SandboxOptions } from "../../sandbox"
import type { BrowserName, BrowserUnderTest, LaunchOptions } from "./driver"
import { atWorkersEnd } from "./environment"
import { launch } from "./launch"

export interface Stage {
  readonly sandbox: Sandbox
  readonly browser: BrowserUnderTest
}

/** The shared browsers of this worker of the test runner. Starting one takes seconds, so it serves all files. */
const shared = new Map<BrowserName, BrowserUnderTest>()
/** The browsers that may have changed since they were reset. */
const used = new Set<BrowserUnderTest>()
const own: BrowserUnderTest[] = []
let current: Sandbox | undefined

atWorkersEnd(async () => {
  await closeAll()
  await current?.close()
})

/** A new stage with the browser that all specs share. Ends the previous stage; nothing needs to be closed. */
export async function stage(name: BrowserName, options: SandboxOptions = {}): Promise<Stage> {
  const sandbox = await newSandbox(options)
  return { sandbox, browser: await sharedBrowser(name) }
}

/** A new stage with its own browser, for changes that cannot be undone. Ends the previous stage. */
export async function ownStage(
  name: BrowserName,
  options: Partial<Omit<LaunchOptions, "proxyPort">> = {},
): Promise<Stage> {
  const sandbox = await newSandbox({})
  const browser = await launch(name, { ...options, proxyPort: sandbox.proxyPort })
  own.push(browser)
  return { sandbox, browser }
}

/** The shared browser of that kind, on the current stage. */
export async function sharedBrowser(name: BrowserName): Promise<BrowserUnderTest> {
  if (!current) throw new Error("no stage is set")
  const browser = shared.get(name) ?? (await launchShared(name, current))
  used.add(browser)
  return browser
}

async function launchShared(name: BrowserName, { proxyPort }: Sandbox): Promise<BrowserUnderTest> {
  const browser = await launch(name, { proxyPort })
  shared.set(name, browser)
  // A fresh extension opens its options page sooner or later, which must not happen during a test.
  await browser.waitForTab((url) => url === `${browser.extensionOrigin}/options.html`)
  await browser.reset()
  return browser
}

async function newSandbox(options: SandboxOptions): Promise<Sandbox> {
  while (own.length > 0) await own.pop()?.close()
  // Before the next Zoho starts: what still runs in them must not reach it.
  for (const browser of used) await browser.reset()
  used.clear()
  current = current ? current.renew(options) : await startSandbox(options)
  return current
}

/** All open browsers. */
export function openBrowsers(): BrowserUnderTest[] {
  return [...own, ...shared.values()]
}

/** Closes all browsers, as their state after a failure is unknown. */
export async function closeAll(): Promise<void> {
  const all = openBrowsers()
  own.length = 0
  used.clear()
  shared.clear()
  await Promise.all(all.map((browser) => browser.close()))
}
