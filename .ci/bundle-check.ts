/** Checks the files of a built extension for forbidden content and missing files. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Manifest } from "./profile"
import { filesBelow } from "./zip"

/** Forbidden: Plasmo turns a missing content script config into all URLs; dev builds allow localhost. */
const FORBIDDEN = ["<all_urls>", "localhost", "127.0.0.1"]
/** Not in the manifest: registered at run time by these names (`src/background/content-scripts.ts`), or legal texts. */
const UNNAMED = ["tag-page.js", "watch.js", "LICENSE", "THIRD-PARTY-NOTICES"]
const TEXT = /\.(?:js|css|html|json)$/

/** The faults in the files of a built extension, one line each. */
export function bundleFaults(folder: string, manifest: Manifest): string[] {
  const files = filesBelow(folder)
  const named = JSON.stringify(manifest).matchAll(/"([\w./-]+\.(?:js|css|html|json|png))"/g)
  const missing = [...named].map(([, file = ""]) => file).filter((file) => !files.includes(file))
  return [
    ...missing.map((file) => `manifest: no file ${file}`),
    ...UNNAMED.filter((file) => !files.includes(file)).map((file) => `${file}: not built`),
    ...files.filter((file) => file.endsWith(".map")).map((file) => `${file}: source map in a build`),
    ...files.filter((file) => TEXT.test(file)).flatMap((file) => forbiddenWords(folder, file)),
  ]
}

function forbiddenWords(folder: string, file: string): string[] {
  const content = readFileSync(join(folder, file), "utf8")
  return FORBIDDEN.filter((word) => content.includes(word)).map((word) => `${file}: holds "${word}"`)
}
