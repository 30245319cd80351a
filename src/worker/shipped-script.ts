/** Our content scripts, by the file names that the build gave them; the manifest is the one place that knows. */
import browser from "webextension-polyfill"

/** @throws Error when the manifest has no such script, which the build check rules out */
export function shippedScript(name: "tag-page" | "watch"): string[] {
  const scripts = browser.runtime.getManifest().content_scripts ?? []
  const files = scripts
    .flatMap((script) => script.js ?? [])
    .filter((file) => new RegExp(`^${name}\\b`).test(file.split("/").pop() ?? ""))
  if (files.length === 0) throw new Error(`no ${name} script in the manifest`)
  return files.map((file) => `/${new URL(file, browser.runtime.getURL("/")).pathname.replace(/^\/+/, "")}`)
}
