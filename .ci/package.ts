import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { billOfMaterials } from "./bill-of-materials"
import { filesBelow } from "./bundle-check"
import type { ProductInfo } from "./manifest-check"
import { buildFolder } from "./plasmo"
import { runNode } from "./process"
import { TARGETS } from "./profile"
import { pack, withoutKey } from "./zip"

const FOLDER = "build/packages"

/** Zips, and the bill of materials that goes with them, by file name. */
type Packages = ReadonlyMap<string, Uint8Array>

/**
 * Builds and packs for the stores.
 * `--prebuilt` packs the builds that are there; `--twice` builds and packs once more and fails unless every byte is
 * the same.
 */
async function main(): Promise<void> {
  const flag = { type: "boolean", default: false } as const
  const { prebuilt, twice } = parseArgs({ options: { prebuilt: flag, twice: flag } }).values
  if (!prebuilt) await build()
  const packages = await packAll()
  if (twice) {
    await build()
    compare(packages, await packAll())
  }
  rmSync(FOLDER, { recursive: true, force: true })
  mkdirSync(FOLDER, { recursive: true })
  for (const [name, bytes] of packages) {
    writeFileSync(`${FOLDER}/${name}`, bytes)
    console.log(`${FOLDER}/${name}  ${(bytes.length / 1000).toFixed(1)} kB  sha256 ${digest(bytes)}`)
  }
}

async function build(): Promise<void> {
  const { code, output } = await runNode("node_modules/tsx/dist/cli.mjs", [".ci/build.ts"])
  if (code !== 0) throw new Error(output)
}

async function packAll(): Promise<Packages> {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as ProductInfo
  const zips = new Map<string, Uint8Array>()
  for (const target of TARGETS) {
    const folder = buildFolder(target)
    zips.set(`tagsweep-${version}-${target}.zip`, await pack(folder, filesBelow(folder), withoutKey))
  }
  zips.set(`tagsweep-${version}-source.zip`, await pack(".", sourceFiles()))
  return zips.set(`tagsweep-${version}-sbom.cdx.json`, billOfMaterials())
}

/** What a reviewer needs to build the same: all that git knows of and that is still there. */
function sourceFiles(): string[] {
  const list = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" })
  return list.split("\0").filter((file) => file !== "" && existsSync(file))
}

function compare(first: Packages, second: Packages): void {
  for (const [name, bytes] of first) {
    const again = second.get(name)
    if (again === undefined || digest(again) !== digest(bytes))
      throw new Error(`${name} differs when built again`)
  }
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex")
}

await main()
