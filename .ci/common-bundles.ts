/** Names for the bundles that pages have in common, and for what a page loads later. */
import { readFileSync, renameSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { filesBelow } from "./bundle-check"

const SCRIPT = /<script type="module" src="\/([^"]+)"><\/script>/g

/** What a script loads later: one bundle, or several at once. */
const IMPORT = /import\("\.\/([^"]+\.js)"\)/g
const IMPORTS = /(?:import\("\.\/[^"]+\.js"\),?)+/g

/** Something that loads bundles: a page, or the script of one, later. */
interface Loader {
  /** What a bundle that it loads is named after. */
  readonly name: string
  /** Relative to the build. */
  readonly file: string
  readonly loads: readonly string[]
}

/**
 * Names each such bundle after all that load it, in place. Parcel names it after whichever came to it first, and lists
 * it where it came to it; the same sources are to give the same files. The order in which bundles are loaded means
 * nothing: each only says what it holds.
 */
export function nameCommonBundles(folder: string): void {
  const loaders = filesBelow(folder).flatMap((file) => loaderOf(folder, file))
  const names = new Map<string, string>()
  for (const bundle of new Set(loaders.flatMap(({ loads }) => loads))) {
    const name = nameFor(loaders.filter(({ loads }) => loads.includes(bundle)).map((loader) => loader.name))
    if ([...names.values()].includes(name)) throw new Error(`two bundles are for the same pages: ${name}`)
    names.set(bundle, name)
  }
  for (const { file } of loaders) {
    const text = readFileSync(join(folder, file), "utf8")
    writeFileSync(
      join(folder, file),
      file.endsWith(".html") ? pageWith(names, text) : scriptWith(names, text),
    )
  }
  for (const [bundle, name] of names) renameSync(join(folder, bundle), join(folder, name))
}

function loaderOf(folder: string, file: string): Loader[] {
  const page = file.endsWith(".html")
  if (!page && !/^[^/]+\.js$/.test(file)) return []
  const text = readFileSync(join(folder, file), "utf8")
  const loads = [...text.matchAll(page ? SCRIPT : IMPORT)].map(([, bundle = ""]) => bundle)
  // `popup.49fbeb31.js` is the script of `popup.html`.
  const name = page ? basename(file, ".html") : `${file.split(".")[0] ?? file}-later`
  return loads.length > 0 ? [{ name, file, loads }] : []
}

function nameFor(loading: readonly string[]): string {
  return loading.length > 1 ? `common-${loading.join("-")}.js` : `${loading.join("")}.js`
}

function pageWith(names: ReadonlyMap<string, string>, html: string): string {
  const scripts = [...html.matchAll(SCRIPT)].map(([script, file = ""]) =>
    script.replace(file, names.get(file) ?? file),
  )
  const sorted = scripts.sort()
  return html.replace(SCRIPT, () => sorted.shift() ?? "")
}

function scriptWith(names: ReadonlyMap<string, string>, script: string): string {
  return script.replace(IMPORTS, (together) => {
    const files = [...together.matchAll(IMPORT)].map(([, file = ""]) => names.get(file) ?? file)
    return files
      .sort()
      .map((file) => `import("./${file}")`)
      .join()
  })
}
