import { spawn } from "node:child_process"
import { watch } from "node:fs"
import { installedBrowser } from "./browsers"
import { buildFolder, buildWithPlasmo } from "./plasmo"

/**
 * Live reload in Firefox: builds again after each change below src, and web-ext reloads what was built.
 * Plasmo's own `dev` for Firefox broke twice (https://github.com/PlasmoHQ/plasmo/issues/258, /672).
 */
async function main(): Promise<void> {
  await rebuild()
  let building = Promise.resolve()
  let due: NodeJS.Timeout | undefined
  watch("src", { recursive: true }, () => {
    clearTimeout(due)
    due = setTimeout(() => void (building = building.then(rebuild)), 200)
  })
  const browser = installedBrowser("firefox")
  const choice = browser === undefined ? [] : [`--firefox=${browser}`]
  const args = ["run", "--source-dir", buildFolder("firefox-mv3"), "--no-config-discovery", ...choice]
  const script = "node_modules/web-ext/bin/web-ext.js"
  const child = spawn(process.execPath, [script, ...args], { stdio: "inherit" })
  child.on("close", (code) => process.exit(code ?? 1))
}

async function rebuild(): Promise<void> {
  const start = performance.now()
  const complaints = await buildWithPlasmo("firefox-mv3")
  for (const complaint of complaints) console.error(complaint)
  if (complaints.length === 0) console.log(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s`)
}

await main()
