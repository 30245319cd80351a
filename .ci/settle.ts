import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { nameCommonBundles } from "./common-bundles"
import type { Manifest } from "./manifest-check"
import type { Target } from "./profile"
import { slimLocales } from "./slim-messages"

/** Keys of the messages that hold the manifest's words. */
export const LOCALISED = { name: "__MSG_app_name__", description: "__MSG_app_description__" } as const

/** What Plasmo wrote, as far as it is changed here. */
type Written = Manifest & {
  content_scripts?: { js: string[] }[]
  storage?: { managed_schema: string }
}

/** Parts of a content script that the background puts in when they are needed. */
const PART = /^part-\w+/

/**
 * Brings a build of Plasmo's into its final form, in place: nothing of another browser in it, the messages slim, and the
 * bundles that pages share under names of their own.
 */
export function settle(folder: string, target: Target): void {
  const path = join(folder, "manifest.json")
  let manifest = JSON.parse(readFileSync(path, "utf8")) as Written
  takeOutParts(folder, manifest)
  if (target === "firefox-mv3") {
    // It has its own id, version and way of handing policies out:
    // https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Native_manifests#managed_storage_manifests
    const { key: _key, minimum_chrome_version: _version, storage, ...rest } = manifest
    if (storage) rmSync(join(folder, storage.managed_schema))
    manifest = rest
  }
  // In the user's language; Plasmo wants plain words, for the titles of pages.
  Object.assign(manifest, LOCALISED)
  writeFileSync(path, JSON.stringify(manifest))
  slimLocales(folder)
  nameCommonBundles(folder)
}

/** The parts stay as files, under plain names that the background knows (`src/worker/shipped-script.ts`). */
function takeOutParts(folder: string, manifest: Written): void {
  const scripts = manifest.content_scripts
  if (!scripts) return
  const isPart = (file: string): boolean => PART.test(file)
  for (const file of scripts.flatMap(({ js }) => js).filter(isPart))
    renameSync(join(folder, file), join(folder, `${PART.exec(file)?.[0] ?? file}.js`))
  manifest.content_scripts = scripts.filter(({ js }) => !js.some(isPart))
}
