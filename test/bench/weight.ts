/** What the extension weighs: every bundle of the production build, the package, and each dependency's part. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import * as esbuild from "esbuild"
import { bundleSizes, filesBelow, type BundleSize } from "../../.ci/bundle-check"
import { buildFolder } from "../../.ci/plasmo"
import { pack, withoutKey } from "../../.ci/zip"
import { figure, sum, type Bench, type Figure } from "./measure"

/** Each script that is loaded by itself: how its file in the build begins, and the source that it is made from. */
const SCRIPTS = {
  "content script": ["tag-page.", "src/contents/tag-page.ts"],
  "content script's bar": ["part-ui.", "src/contents/part-ui.ts"],
  "content script's reading of rows": ["part-rows.", "src/contents/part-rows.ts"],
  watcher: ["watch.", "src/contents/watch.ts"],
  background: ["static/background/", "src/background.ts"],
} as const

/** Each page of ours, which names what it loads, and its source. */
const PAGES = {
  popup: ["popup.html", "src/popup.tsx"],
  options: ["options.html", "src/options.tsx"],
  manager: ["tabs/tags.html", "src/tabs/tags.tsx"],
  backups: ["tabs/backups.html", "src/tabs/backups.tsx"],
} as const

/** What the popup loads by itself once its list stands, and its source. */
const LATER = ["popup, later", "src/popup/later.ts"] as const

export const weight: Bench = {
  name: "weight",
  async run(): Promise<Figure[]> {
    const folder = buildFolder("chrome-mv3")
    return [...bundleFigures(folder), ...(await packageFigures(folder)), ...(await dependencyFigures())]
  },
}

/** What each script and each page loads in all, and of that what pages have in common. */
function bundleFigures(folder: string): Figure[] {
  const bundles = bundleSizes(folder).filter(({ file }) => file.endsWith(".js"))
  const parts = new Map<string, BundleSize[]>()
  for (const [name, [start]] of Object.entries(SCRIPTS))
    parts.set(
      name,
      bundles.filter(({ file }) => file.startsWith(start)),
    )
  for (const [name, [page]] of Object.entries(PAGES)) {
    const html = readFileSync(join(folder, page), "utf8")
    parts.set(
      name,
      bundles.filter(({ file }) => html.includes(`"/${file}"`)),
    )
  }
  const [later] = LATER
  const popup = (parts.get("popup") ?? [])
    .map(({ file }) => readFileSync(join(folder, file), "utf8"))
    .join("")
  parts.set(
    later,
    bundles.filter(({ file }) => popup.includes(`import("./${file}")`)),
  )
  for (const bundle of bundles) {
    const loading = [...parts.keys()].filter((name) => parts.get(name)?.includes(bundle))
    if (loading.length === 0) throw new Error(`${bundle.file} is loaded by nothing that is weighed`)
    if (loading.length > 1) add(parts, `common to ${loading.join(", ")}`, bundle)
  }
  return [...parts].flatMap(([name, own]) => {
    if (own.length === 0) throw new Error(`the build holds no ${name}`)
    return [
      figure(`weight: ${name}, raw`, "kB", sum(own.map(({ bytes }) => bytes)) / 1000),
      figure(`weight: ${name}, gzip`, "kB", sum(own.map(({ gzipped }) => gzipped)) / 1000),
    ]
  })
}

function add(parts: Map<string, BundleSize[]>, name: string, bundle: BundleSize): void {
  parts.set(name, [...(parts.get(name) ?? []), bundle])
}

/** The zip that a store gets. */
async function packageFigures(folder: string): Promise<Figure[]> {
  const zip = await pack(folder, filesBelow(folder), withoutKey)
  return [figure("weight: package", "kB", zip.length / 1000)]
}

/**
 * What each dependency adds to each bundle, minified. Bundled once more by esbuild, which says so of its output where
 * Parcel does not: close to the real bundle, which the figures above measure.
 */
async function dependencyFigures(): Promise<Figure[]> {
  const figures: Figure[] = []
  const sources = Object.entries({ ...SCRIPTS, ...PAGES }).map(
    ([name, [, source]]) => [name, source] as const,
  )
  for (const [name, source] of [...sources, LATER]) {
    for (const [dependency, bytes] of await dependencies(source))
      figures.push(figure(`weight: ${dependency} in ${name}`, "kB", bytes / 1000))
  }
  return figures
}

async function dependencies(source: string): Promise<[string, number][]> {
  const { metafile } = await esbuild.build({
    entryPoints: [source],
    // Weighed by itself.
    external: ["./later"],
    ...{ bundle: true, minify: true, write: false, metafile: true, logLevel: "silent" },
    ...{ format: "iife", target: "es2022", jsx: "automatic", jsxImportSource: "preact" },
  })
  const bytes = new Map<string, number>()
  for (const output of Object.values(metafile.outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(output.inputs)) {
      const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]
      if (name !== undefined) bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput)
    }
  }
  return [...bytes].sort(([, one], [, other]) => other - one)
}
