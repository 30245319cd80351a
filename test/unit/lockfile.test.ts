import { readFileSync } from "node:fs"
import { expect, it } from "vitest"

interface Locked {
  resolved?: string
  integrity?: string
  optionalDependencies?: Record<string, string>
}
const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
  packages: Record<string, Locked>
}
const NPM = "https://registry.npmjs.org/"
const entries = Object.entries(packages)

/** Whether a package that stands at `path` finds `name` as Node would. */
function finds(path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
    const folder = at === "" ? "node_modules" : `${at}/node_modules`
    if (`${folder}/${name}` in packages) return true
    if (at === "") return false
  }
}

it("holds the builds for all systems, without which npm ci refuses it", () => {
  const missing = entries.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !finds(path, name))
      .map((name) => `${path}: ${name}`),
  )
  expect(missing).toEqual([])
})

it("holds a checksum for each package, and no registry but npm's own", () => {
  const strange = entries.filter(
    ([path, { resolved = NPM, integrity }]) =>
      path !== "" && !(resolved.startsWith(NPM) && integrity?.startsWith("sha512-")),
  )
  expect(strange).toEqual([])
})
