/**
 * Rebuilds outdated builds before demo, bench and end-to-end tests: `tsx test/support/built.ts`. Builds both targets,
 * even if TAGSWEEP_E2E_BROWSER names one browser: some tests move a file from one browser to the other.
 */
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { buildFolder } from "../../.ci/plasmo"
import type { Target } from "../../.ci/profile"
import { filesBelow } from "../../.ci/zip"
import type { BrowserName } from "../e2e/support/driver"

/** The build target of each browser. */
export const TARGET_OF: Readonly<Record<BrowserName, Target>> = {
  chromium: "chrome-mv3",
  firefox: "firefox-mv3",
}

/** The inputs of a build. */
const SOURCES = [
  ...["src", "assets/_locales", "assets/icon.png", "assets/managed-schema.json", ".ci", "LICENSE"],
  ...["package.json", "package-lock.json", ".plasmorc", ".parcelrc", "tsconfig.json"],
]

/** A hash of all files' contents. Modification times are unreliable: a checkout changes them. */
function digest(paths: readonly string[]): string {
  const hash = createHash("sha256")
  const filesOf = (path: string): string[] =>
    statSync(path).isDirectory() ? filesBelow(path).map((file) => `${path}/${file}`) : [path]
  for (const file of paths.flatMap(filesOf)) hash.update(file).update("\0").update(readFileSync(file))
  return hash.digest("hex")
}

/** A hash of the sources and the build in a folder: it also detects that another build has replaced the files. */
function stamp(folder: string): string {
  return existsSync(folder) ? digest([...SOURCES, folder]) : ""
}

/** Builds the extension for these browsers, one after the other. Skips builds that match the current sources. */
export function ensureBuilt(...names: readonly BrowserName[]): void {
  for (const target of names.map((name) => TARGET_OF[name])) {
    const folder = buildFolder(target)
    const file = `${folder}.stamp`
    if (existsSync(file) && readFileSync(file, "utf8") === stamp(folder)) continue
    console.log(`Building for ${target} …`)
    const args = ["node_modules/tsx/dist/cli.mjs", ".ci/build.ts", `--target=${target}`]
    if (spawnSync(process.execPath, args, { stdio: "inherit" }).status !== 0)
      throw new Error("The build failed; see above.")
    writeFileSync(file, stamp(folder))
  }
}

const BROWSERS: readonly BrowserName[] = ["chromium", "firefox"]

/** The browsers that TAGSWEEP_E2E_BROWSER selects. @throws if it names no browser, because no test would run */
export function chosenBrowsers(name: string | undefined): readonly BrowserName[] {
  const chosen = BROWSERS.filter((each) => each === (name ?? each))
  if (chosen.length === 0)
    throw new Error(`TAGSWEEP_E2E_BROWSER=${name}: it is either ${BROWSERS.join(" or ")}`)
  return chosen
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  chosenBrowsers(process.env["TAGSWEEP_E2E_BROWSER"])
  ensureBuilt(...BROWSERS)
}
