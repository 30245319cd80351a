import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { gzipSync } from "node:zlib"
import * as esbuild from "esbuild"
import { FORBIDDEN, type Manifest } from "./manifest-check"

export interface BundleSize {
  readonly file: string
  readonly bytes: number
  readonly gzipped: number
}

const TEXT = /\.(?:js|css|html|json)$/

/** Every file below a folder, relative to it, with forward slashes, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort()
}

/** Bytes of each script and style sheet, as shipped and gzipped. */
export function bundleSizes(folder: string): BundleSize[] {
  return filesBelow(folder)
    .filter((file) => /\.(?:js|css)$/.test(file))
    .map((file) => {
      const content = readFileSync(join(folder, file))
      return { file, bytes: content.length, gzipped: gzipSync(content, { level: 9 }).length }
    })
}

/** What is wrong with the files of a built extension, one line each. */
export async function bundleFaults(folder: string, manifest: Manifest): Promise<string[]> {
  const files = filesBelow(folder)
  const scripts = files.filter((file) => file.endsWith(".js"))
  return [
    ...missingFiles(manifest, files),
    ...files
      .filter((file) => file.endsWith(".map"))
      .map((file) => `${file}: source map in a production build`),
    ...files.filter((file) => TEXT.test(file)).flatMap((file) => forbiddenWords(folder, file)),
    ...(await Promise.all(scripts.map((file) => unresolvedImports(folder, file)))).flat(),
  ]
}

/** Files that the manifest names and the build doesn't hold. */
function missingFiles(manifest: Manifest, files: readonly string[]): string[] {
  const named = [...JSON.stringify(manifest).matchAll(/"([\w./-]+\.(?:js|css|html|json|png))"/g)].map(
    ([, file]) => file,
  )
  return named
    .filter((file) => file !== undefined && !files.includes(file))
    .map((file) => `manifest: no file ${file}`)
}

function forbiddenWords(folder: string, file: string): string[] {
  const content = readFileSync(join(folder, file), "utf8")
  return FORBIDDEN.filter((word) => content.includes(word)).map((word) => `${file}: holds "${word}"`)
}

/**
 * Modules that the bundler left outside and that are no bundle of the build either, as Parcel does with all of
 * node_modules when package.json has "engines": https://parceljs.org/features/targets/#library-targets. A parser
 * looks, since a minified bundle names many a `require` of its own.
 */
async function unresolvedImports(folder: string, file: string): Promise<string[]> {
  const found = new Set<string>()
  const collect: esbuild.Plugin = {
    name: "collect",
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path, kind }) => {
        if (kind === "entry-point") return undefined
        found.add(path)
        return { path, external: true }
      })
    },
  }
  const entryPoints = [join(folder, file)]
  await esbuild.build({
    entryPoints,
    bundle: true,
    write: false,
    logLevel: "silent",
    plugins: [collect],
    format: "esm",
  })
  const left = [...found].filter(
    (path) => !path.startsWith("./") || !existsSync(join(folder, dirname(file), path)),
  )
  return left.map((path) => `${file}: module "${path}" was left outside the bundle`)
}
