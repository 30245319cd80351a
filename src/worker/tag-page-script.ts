/** The tag page's script, by the file name that the build gave it; the manifest is the one place that knows. */
import browser from "webextension-polyfill"

const NAME = /^tag-page\b/

/** @throws Error when the manifest has no such script, which the build check rules out */
export function tagPageScript(): string[] {
  const scripts = browser.runtime.getManifest().content_scripts ?? []
  const files = scripts
    .flatMap((script) => script.js ?? [])
    .filter((file) => NAME.test(file.split("/").pop() ?? ""))
  if (files.length === 0) throw new Error("no tag-page script in the manifest")
  return files.map((file) => `/${new URL(file, browser.runtime.getURL("/")).pathname.replace(/^\/+/, "")}`)
}
