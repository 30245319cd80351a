/**
 * Live reload in Firefox against the real Zoho: rebuilds after each change, and web-ext reloads the build.
 * Plasmo's own `dev` for Firefox broke twice (https://github.com/PlasmoHQ/plasmo/issues/258, /672).
 */
import { spawn } from "node:child_process"
import { cp, rm } from "node:fs/promises"
import { buildFolder } from "../../.ci/plasmo"
import { installedBrowser } from "../support/browsers"
import { ensureBuilt } from "../support/built"
import { rebuildOnChange } from "./watch"

/**
 * The folder that web-ext loads. It always contains a complete build; the build itself starts by emptying its folder.
 */
const LOADED = "build/firefox-mv3-dev"
/** Reloading the extension closes its tabs; closing the last tab would close Firefox. */
const STAY = "--pref=browser.tabs.closeWindowWithLastTab=false"

const load = (folder: string): Promise<void> => cp(folder, LOADED, { recursive: true })

ensureBuilt("firefox")
await rm(LOADED, { recursive: true, force: true })
await load(buildFolder("firefox-mv3"))
rebuildOnChange("firefox-mv3", load)
const browser = installedBrowser("firefox")
const choice = browser === undefined ? [] : [`--firefox=${browser}`]
const args = ["run", "--source-dir", LOADED, "--no-config-discovery", STAY, ...choice]
spawn(process.execPath, ["node_modules/web-ext/bin/web-ext.js", ...args], { stdio: "inherit" }).on(
  "close",
  (code) => process.exit(code ?? 1),
)
