/** Runs Plasmo, and undoes anything that would differ between machines. */
import { cpSync, readFileSync, writeFileSync } from "node:fs"
import { rm } from "node:fs/promises"
import { stripVTControlCharacters } from "node:util"
import { noticesFor, packagesOf } from "./notices"
import manifest from "../package.json"
import { runNode } from "./process"
import { readProfile, type Target } from "./profile"

const PLASMO = "node_modules/plasmo/bin/index.mjs"
/** The list of bundled files, written by `.ci/parcel-manifest.cjs`. */
const BUNDLED = ".plasmo/bundled.json"
const BANNER = "The Browser Extension Framework"
// Reported by a bundled minifier for every HTML file, even without an SVG.
const NOISE = 'You have to install "svgo"'

/** Where Plasmo puts a production build. */
export function buildFolder(target: Target): string {
  return `build/${target}-prod`
}

/** Returns the errors, one line each. Clears the caches first: https://github.com/PlasmoHQ/plasmo/issues/1131 */
export async function buildWithPlasmo(target: Target): Promise<string[]> {
  const folder = buildFolder(target)
  await Promise.all([".plasmo/cache", folder].map((path) => rm(path, { recursive: true, force: true })))
  const { code, output } = await runNode(PLASMO, ["build", `--target=${target}`, "--hoist"], {
    env: { NODE_ENV: "production", PLASMO_PUBLIC_CLIENT_ID: readProfile().client },
  })
  const errors = errorLines(output)
  if (errors.length > 0) return errors
  if (code !== 0) return [`Plasmo ended with exit code ${code}:\n${output}`]
  // Restores the messages: Plasmo replaces environment variables in them, such as the placeholder `$USER$`.
  // https://github.com/PlasmoHQ/plasmo/blob/main/packages/parcel-transformer-manifest/src/utils.ts
  cpSync("assets/_locales", `${folder}/_locales`, { recursive: true })
  cpSync("LICENSE", `${folder}/LICENSE`)
  const bundled = packagesOf(JSON.parse(readFileSync(BUNDLED, "utf8")) as string[])
  writeFileSync(`${folder}/THIRD-PARTY-NOTICES`, noticesFor(bundled))
  // Parcel does this if package.json has "engines": https://parceljs.org/features/targets/#library-targets
  const names = Object.keys(manifest.dependencies)
  const outside = names.filter((name) => !bundled.includes(`node_modules/${name}`))
  return outside.map((name) => `${name} was left outside the bundles`)
}

/** The lines that report an error: Plasmo prints them and still exits with code 0. */
export function errorLines(output: string): string[] {
  const lines = stripVTControlCharacters(output).split(/\r?\n/)
  const relevant = lines.filter((line) => !line.includes(BANNER) && !line.includes(NOISE))
  return relevant.filter((line) => line.startsWith("🔴") || /\bError\b/i.test(line))
}
