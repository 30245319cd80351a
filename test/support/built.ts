/**
 * Builds what is older than its sources, before demo, bench and end-to-end tests: `tsx test/support/built.ts`. Both
 * targets, even if TAGSWEEP_E2E_BROWSER names one browser: some tests take a file from one browser to the other.
 */
import { spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { buildFolder } from "../../.ci/plasmo"
import type { Target } from "../../.ci/profile"
import { filesBelow } from "../../.ci/zip"
import type { BrowserName } from "../e2e/support/driver"

/** What is built for each browser. */
export const TARGET_OF: Readonly<Record<BrowserName, Target>> = {
  chromium: "chrome-mv3",
  firefox: "firefox-mv3",
}

/** What a build is made from. */
const SOURCES = [
  ...["src", "assets/_locales", "assets/icon.png", "assets/managed-schema.json", ".ci", "LICENSE"],
  ...["package.json", "package-lock.json", ".plasmorc", ".parcelrc", "tsconfig.json"],
]

/** Changes with every file. Not by their times, which a checkout and a clock set at will. */
function digest(paths: readonly string[]): string {
  const hash = createHash("sha256")
  const filesOf = (path: string): string[] =>
    statSync(path).isDirectory() ? filesBelow(path).map((file) => `${path}/${file}`) : [path]
  for (const file of paths.flatMap(filesOf)) hash.update(file).update("\0").update(readFileSync(file))
  return hash.digest("hex")
}

/** Of the sources and of what was built from them: another build there leaves other bytes, or the same. */
function stamp(folder: string): string {
  return existsSync(folder) ? digest([...SOURCES, folder]) : ""
}

/** Builds the extension for these browsers, one after the other, unless the build is of these very sources. */
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

/** @throws when the variable names no browser: then no test would run */
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
