/**
 * `npm run demo`: Tagsweep in a real browser against the sandbox. With a display, the user can try it. With --headless,
 * or without a display, it runs the main job automatically and saves screenshots. With --dev, the extension is rebuilt
 * and reloaded after each change in src or assets/_locales.
 */
import { parseArgs } from "node:util"
import { findBrowser, installedBrowser } from "../support/browsers"
import type { BrowserName } from "../e2e/support/driver"
import { buildFor, launch } from "../e2e/support/launch"
import { startSandbox } from "../sandbox"
import { ensureBuilt, TARGET_OF } from "../support/built"
import { present } from "./present"
import { walk } from "./walk"
import { copyOfBuild, rebuildOnChange, reloadExtension } from "./watch"

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
  if (browser !== undefined) throw new Error(`--browser=${browser}: must be chromium or firefox`)
  const installed = (["chromium", "firefox"] as const).find((kind) => installedBrowser(kind) !== undefined)
  return installed ?? "chromium"
}

/** Whether a window can be shown: on Linux, this requires a display server. */
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
  // With a window, the browser asks the user for permissions, as after a real installation.
  const asks = !headless
  const extensionDir = values.dev ? await copyOfBuild(buildFor(name)) : buildFor(name)
  const options = { proxyPort: sandbox.proxyPort, executablePath, headless, asks, extensionDir }
  const browser = await launch(name, options)
  if (values.dev) rebuildOnChange(TARGET_OF[name], (folder) => reloadExtension(browser, folder))
  try {
    await (headless ? walk : present)(browser, sandbox, org)
  } finally {
    await browser.close()
    await sandbox.close()
  }
}

await main()
