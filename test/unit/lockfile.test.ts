/** The lockfile installs the same verified packages on every system, only from npm's registry. */
import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { settled } from "../../.ci/bill-of-materials"

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

/** Whether a package at `path` finds `name` as Node would. */
function finds(path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf("node_modules/") - 1))) {
    const folder = at === "" ? "node_modules" : `${at}/node_modules`
    if (`${folder}/${name}` in packages) return true
    if (at === "") return false
  }
}

it("contains the optional packages for all systems, which npm ci requires", () => {
  const missing = entries.flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !finds(path, name))
      .map((name) => `${path}: ${name}`),
  )
  expect(missing).toEqual([])
})

it("has a checksum for each package, and no registry but npm's", () => {
  const unverified = entries.filter(
    ([path, { resolved = NPM, integrity }]) =>
      path !== "" && !(resolved.startsWith(NPM) && integrity?.startsWith("sha512-")),
  )
  expect(unverified).toEqual([])
})

it("has the same exact versions as package.json", () => {
  type Dependencies = Readonly<Record<string, string>>
  const own = JSON.parse(readFileSync("package.json", "utf8")) as Record<
    "dependencies" | "devDependencies",
    Dependencies
  >
  const required = Object.entries({ ...own.dependencies, ...own.devDependencies })
  const inexact = required.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
  expect(inexact).toEqual([])
  const locked = packages as Record<string, Locked & { version?: string }>
  const other = required.filter(([name, version]) => locked[`node_modules/${name}`]?.version !== version)
  expect(other).toEqual([])
})

it("is installed without running install scripts", () => {
  expect(readFileSync(".npmrc", "utf8")).toMatch(/^ignore-scripts=true$/m)
})

it("yields the same bill of materials each time, without random numbers, times or tool versions", () => {
  const bill = (uuid: string, timestamp: string): string =>
    settled(
      JSON.stringify({
        bomFormat: "CycloneDX",
        serialNumber: `urn:uuid:${uuid}`,
        metadata: { timestamp, tools: [uuid], component: { name: uuid, type: "library", version: "1.0.0" } },
        components: [{ "bom-ref": "b@1" }, { "bom-ref": "a@1" }],
      }),
    )
  expect(bill("1", "2026-01-01")).toBe(bill("2", "2026-01-02"))
  expect(JSON.parse(bill("1", "x"))).toEqual({
    bomFormat: "CycloneDX",
    metadata: { component: { name: "tagsweep", type: "application", version: "1.0.0" } },
    components: [{ "bom-ref": "a@1" }, { "bom-ref": "b@1" }],
  })
})
