/** THIRD-PARTY-NOTICES: the licenses of all bundled packages. */
import { readdirSync, readFileSync } from "node:fs"

type Package = Readonly<Record<"name" | "version", string>> & {
  readonly license?: string
  readonly repository?: string | { readonly url: string }
}

/** Wraps every bundle, but is not in any bundle's list of modules. */
const ALWAYS = "node_modules/@parcel/packager-js"

/** The package folders of the bundled files, relative to the project. */
export function packagesOf(files: readonly string[]): string[] {
  const folders = files.flatMap(
    (file) => /node_modules\/.*(?<=node_modules\/)(?:@[^/]+\/)?[^/]+/.exec(file.replaceAll("\\", "/")) ?? [],
  )
  return [...new Set([ALWAYS, ...folders])].sort()
}

/** THIRD-PARTY-NOTICES: each package with its license and the URL of its source. @throws if a package lacks either */
export function noticesFor(folders: readonly string[]): string {
  const parts = folders.map((folder) => {
    const { name, version, license, repository } = JSON.parse(
      readFileSync(`${folder}/package.json`, "utf8"),
    ) as Package
    const text = readdirSync(folder).find((file) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(file))
    if (text === undefined || license === undefined)
      throw new Error(`${name} is bundled and has no license text`)
    const url = typeof repository === "string" ? `https://github.com/${repository}` : repository?.url
    if (url === undefined) throw new Error(`${name} is bundled and does not name its source`)
    const source = url.replace(/^git(?:\+https)?:/, "https:").replace(/\.git$/, "")
    return `${name} ${version} (${license})\n${source}\n\n${readFileSync(`${folder}/${text}`, "utf8").trim()}\n`
  })
  return ["Tagsweep is made with these packages:\n", ...parts].join(`\n${"-".repeat(80)}\n\n`)
}
