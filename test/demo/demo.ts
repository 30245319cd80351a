/**
 * `npm run demo`: Tagsweep in a real browser on a simulated Zoho. With a display it is ready to be clicked;
 * with --headless, or where there is no display, it walks the main job by itself and leaves screenshots. With --dev
 * the extension is built and loaded again after each change below src or assets/_locales.
 */
import { parseArgs } from "node:util"
import { findBrowser, installedBrowser } from "../support/browsers"
import type { BrowserName } from "../e2e/support/driver"
import { buildFor, launch } from "../e2e/support/launch"
import { startSandbox } from "../sandbox"
import { ensureBuilt, TARGET_OF } from "../support/built"
import { present } from "./present"
import { walk } from "./walk"
import { loadAgain, ownCopy, rebuildOnChange } from "./watch"

const { values } = parseArgs({
  options: {
    headless: { type: "boolean", default: false },
    dev: { type: "boolean", default: false },
    browser: { type: "string" },
  },
})

function chosenBrowser(): BrowserName {
  const { browser } = values
  if (browser === "chromium" || browser === "firefox") return browser
  if (browser !== undefined) throw new Error(`--browser=${browser}: it is either chromium or firefox`)
  const there = (["chromium", "firefox"] as const).find((kind) => installedBrowser(kind) !== undefined)
  return there ?? "chromium"
}

/** Whether a window could be shown: on Linux only a display server can. */
function hasDisplay(): boolean {
  if (process.platform !== "linux") return true
  return Boolean(process.env["DISPLAY"]) || Boolean(process.env["WAYLAND_DISPLAY"])
}

async function main(): Promise<void> {
  const name = chosenBrowser()
  const executablePath = await findBrowser(name)
  ensureBuilt(name)
  const sandbox = await startSandbox()
  const org = sandbox.zoho.seedOrg({
    name: "Acme GmbH",
    plan: "Ultimate",
    tagsPerModule: { Leads: 180, Deals: 64, Contacts: 41 },
  })
  sandbox.zoho.setLayout("B")
  const headless = values.headless || !hasDisplay()
  // A person is asked by the browser itself, as after a real install.
  const asks = !headless
  const extensionDir = values.dev ? await ownCopy(buildFor(name)) : buildFor(name)
  const options = { proxyPort: sandbox.proxyPort, executablePath, headless, asks, extensionDir }
  const browser = await launch(name, options)
  if (values.dev) rebuildOnChange(TARGET_OF[name], (folder) => loadAgain(browser, folder))
  try {
    await (headless ? walk : present)(browser, sandbox, org)
  } finally {
    await browser.close()
    await sandbox.close()
  }
}

await main()
