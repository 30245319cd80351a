/**
 * Builds and packages for the stores: a zip for Chrome and Edge, one for Firefox, the sources for reviewers, and the
 * bill of materials. `--prebuilt` packages existing builds. `--twice` builds and packages again as if on another
 * machine, and fails unless every byte is the same.
 */
import { createHash } from "node:crypto"
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { billOfMaterials } from "./bill-of-materials"
import { buildFolder } from "./plasmo"
import { runNode } from "./process"
import { TARGETS } from "./profile"
import { filesBelow, pack, read, sourceFiles, withoutKey } from "./zip"

const FOLDER = "build/packages"

/** Environment variables that differ between machines. */
const ELSEWHERE = { USER: "reviewer", NAME: "elsewhere", TZ: "Asia/Tokyo", LANG: "ja_JP.UTF-8" }

type Packages = ReadonlyMap<string, Uint8Array>

const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")

async function main(): Promise<void> {
  const flag = { type: "boolean", default: false } as const
  const { prebuilt, twice } = parseArgs({ options: { prebuilt: flag, twice: flag } }).values
  sourceFiles(".")
  if (!prebuilt) await build()
  const packages = packAll()
  if (twice) {
    await build(ELSEWHERE)
    compare(packages, packAll())
  }
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  for (const [name, bytes] of packages) {
    writeFileSync(`${FOLDER}/${name}`, bytes)
    console.log(`${FOLDER}/${name}  sha256 ${digest(bytes)}`)
  }
}

async function build(env: Readonly<Record<string, string>> = {}): Promise<void> {
  const { code, output } = await runNode("node_modules/tsx/dist/cli.mjs", [".ci/build.ts"], { env })
  if (code !== 0) throw new Error(output)
}

function packAll(): Packages {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string }
  const packages = new Map<string, Uint8Array>()
  const sources = sourceFiles(".")
  for (const target of TARGETS) {
    const folder = buildFolder(target)
    const files = withoutKey(read(folder, filesBelow(folder)))
    packages.set(`tagsweep-${version}-${target}.zip`, pack(files))
  }
  const notices = read(buildFolder("chrome-mv3"), ["THIRD-PARTY-NOTICES"])
  packages.set(`tagsweep-${version}-source.zip`, pack({ ...read(".", sources), ...notices }))
  return packages.set(`tagsweep-${version}-sbom.cdx.json`, billOfMaterials())
}

function compare(first: Packages, second: Packages): void {
  for (const [name, bytes] of first) {
    const again = second.get(name)
    if (!again || digest(again) !== digest(bytes)) throw new Error(`${name} differs in the second build`)
  }
}

await main()
