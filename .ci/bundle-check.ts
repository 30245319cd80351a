/** Looks for what must not be in the files of a built extension, and for what is missing. */
import { readdirSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import * as esbuild from "esbuild"
import type { Manifest } from "./profile"

/** Never right in a shipped file: Plasmo turns a missing content script config into all URLs, dev builds allow localhost. */
const FORBIDDEN = ["<all_urls>", "localhost", "127.0.0.1"]
/** Registered at run time by these names, which the manifest doesn't tell: see `src/background/content-scripts.ts`. */
const CONTENT_SCRIPTS = ["tag-page.js", "watch.js"]
const TEXT = /\.(?:js|css|html|json)$/

/** Every file below a folder, relative to it, with forward slashes, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort()
}

/** What is wrong with the files of a built extension, one line each. */
export async function bundleFaults(folder: string, manifest: Manifest): Promise<string[]> {
  const files = filesBelow(folder)
  const named = JSON.stringify(manifest).matchAll(/"([\w./-]+\.(?:js|css|html|json|png))"/g)
  const missing = [...named].map(([, file = ""]) => file).filter((file) => !files.includes(file))
  const unbuilt = CONTENT_SCRIPTS.filter((file) => !files.includes(file))
  const maps = files.filter((file) => file.endsWith(".map"))
  const scripts = files.filter((file) => file.endsWith(".js"))
  return [
    ...missing.map((file) => `manifest: no file ${file}`),
    ...unbuilt.map((file) => `${file}: not built`),
    ...maps.map((file) => `${file}: source map in a production build`),
    ...files.filter((file) => TEXT.test(file)).flatMap((file) => forbiddenWords(folder, file)),
    ...(await Promise.all(scripts.map((file) => importsLeft(folder, file)))).flat(),
  ]
}

function forbiddenWords(folder: string, file: string): string[] {
  const content = readFileSync(join(folder, file), "utf8")
  return FORBIDDEN.filter((word) => content.includes(word)).map((word) => `${file}: holds "${word}"`)
}

/**
 * Modules that the bundler left outside, as Parcel does with all of node_modules when package.json has "engines":
 * https://parceljs.org/features/targets/#library-targets. A parser looks, since a minified bundle names many a
 * `require` of its own.
 */
async function importsLeft(folder: string, file: string): Promise<string[]> {
  const { metafile } = await esbuild.build({
    entryPoints: [join(folder, file)],
    bundle: true,
    packages: "external",
    write: false,
    metafile: true,
    logLevel: "silent",
    format: "esm",
  })
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
  return imports.map(({ path }) => `${file}: module "${path}" was left outside the bundle`)
}
