import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { bundleFaults, bundleSizes } from "./bundle-check"
import { manifestFaults, type Manifest, type ProductInfo } from "./manifest-check"
import { buildFolder, buildWithPlasmo } from "./plasmo"
import { expectedManifest, readProfile, TARGETS, type Profile, type Target } from "./profile"
import { requireNode } from "./node-version"

/** Plasmo installs what it can't resolve, and says so nowhere but in these files. */
const GUARDED = ["package.json", "package-lock.json"]

/** Builds the targets one after the other, for Plasmo's caches are shared; ends the process with 1 on any fault. */
async function main(): Promise<void> {
  requireNode()
  const before = GUARDED.map(read)
  const profile = readProfile(".plasmorc")
  const faults: string[] = []
  for (const target of chosenTargets()) faults.push(...(await buildTarget(target, profile)))
  faults.push(...GUARDED.filter((file, index) => read(file) !== before[index]).map(changedByBuild))
  for (const fault of faults) console.error(`✗ ${fault}`)
  process.exitCode = faults.length === 0 ? 0 : 1
}

async function buildTarget(target: Target, profile: Profile): Promise<string[]> {
  const folder = buildFolder(target)
  let faults = await buildWithPlasmo(target)
  if (faults.length === 0) {
    const manifest = JSON.parse(read(`${folder}/manifest.json`)) as Manifest
    const product = JSON.parse(read("package.json")) as ProductInfo
    faults = [
      ...manifestFaults(manifest, expectedManifest(profile, target), product),
      ...(await bundleFaults(folder, manifest)),
    ]
    printSizes(target)
  }
  return faults.map((fault) => `${target}: ${fault}`)
}

function printSizes(target: Target): void {
  console.log(`${target}  ${buildFolder(target)}`)
  for (const { file, bytes, gzipped } of bundleSizes(buildFolder(target))) {
    console.log(`  ${file.padEnd(40)} ${kilobytes(bytes)} raw ${kilobytes(gzipped)} gzipped`)
  }
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`.padStart(10)
}

function chosenTargets(): readonly Target[] {
  const { target } = parseArgs({ options: { target: { type: "string" } } }).values
  if (target === undefined) return TARGETS
  const chosen = TARGETS.filter((each) => each === target)
  if (chosen.length === 0) throw new Error(`No target "${target}"; there are ${TARGETS.join(", ")}.`)
  return chosen
}

function changedByBuild(file: string): string {
  return `${file} was changed by the build: an import names a package that isn't installed`
}

function read(file: string): string {
  return readFileSync(file, "utf8")
}

await main()
