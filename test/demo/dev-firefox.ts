/**
 * Live reload in Firefox: builds again after each change below src or assets, and web-ext reloads what was built.
 * Plasmo's own `dev` for Firefox broke twice (https://github.com/PlasmoHQ/plasmo/issues/258, /672).
 */
import { spawn } from "node:child_process"
import { watch } from "node:fs"
import { cp, rm } from "node:fs/promises"
import { installedBrowser } from "../support/browsers"
import { buildFolder, buildWithPlasmo } from "../../.ci/plasmo"

/** What web-ext loads: a whole build at any time, where a build itself begins by emptying its folder. */
const LOADED = "build/firefox-mv3-dev"
/** The extension's own tabs go when it is reloaded; with the last one Firefox would go, too. */
const STAY = "--pref=browser.tabs.closeWindowWithLastTab=false"

async function rebuild(): Promise<void> {
  const complaints = await buildWithPlasmo("firefox-mv3")
  for (const complaint of complaints) console.error(complaint)
  if (complaints.length === 0) await cp(buildFolder("firefox-mv3"), LOADED, { recursive: true })
}

await rm(LOADED, { recursive: true, force: true })
await rebuild()
let building = Promise.resolve()
let due: NodeJS.Timeout | undefined
for (const folder of ["src", "assets"]) {
  watch(folder, { recursive: true }, () => {
    clearTimeout(due)
    due = setTimeout(() => void (building = building.then(rebuild)), 200)
  })
}
const browser = installedBrowser("firefox")
const choice = browser === undefined ? [] : [`--firefox=${browser}`]
const args = ["run", "--source-dir", LOADED, "--no-config-discovery", STAY, ...choice]
spawn(process.execPath, ["node_modules/web-ext/bin/web-ext.js", ...args], { stdio: "inherit" }).on(
  "close",
  (code) => process.exit(code ?? 1),
)
