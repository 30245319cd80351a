/** Builds the extension for each target, or only for `--target=`, and checks the result. */
import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { bundleFaults } from "./bundle-check"
import { manifestFaults } from "./manifest-check"
import { requireNode } from "./process"
import { buildFolder, buildWithPlasmo } from "./plasmo"
import { expectedManifest, readProfile, TARGETS, type Manifest, type Target } from "./profile"

const read = (file: string): string => readFileSync(file, "utf8")

/** Plasmo installs packages that it can't resolve. The only trace is a change in these files. */
const GUARDED = ["package.json", "package-lock.json"]

/** Builds one target after another, because Plasmo's caches are shared. */
async function main(): Promise<void> {
  requireNode()
  const before = GUARDED.map(read)
  const faults: string[] = []
  for (const target of chosenTargets()) {
    const found = await build(target)
    faults.push(...found.map((fault) => `${target}: ${fault}`))
    if (found.length === 0) console.log(`✓ ${buildFolder(target)}`)
  }
  const changed = GUARDED.filter((file, index) => read(file) !== before[index])
  for (const file of changed)
    faults.push(`${file} was changed by the build: an import names a package that isn't installed`)
  for (const fault of faults) console.error(`✗ ${fault}`)
  process.exitCode = faults.length === 0 ? 0 : 1
}

async function build(target: Target): Promise<string[]> {
  const errors = await buildWithPlasmo(target)
  if (errors.length > 0) return errors
  const folder = buildFolder(target)
  const manifest = JSON.parse(read(`${folder}/manifest.json`)) as Manifest
  const { version } = JSON.parse(read("package.json")) as Manifest
  const expected = { ...expectedManifest(readProfile(), target), version }
  return [...manifestFaults(manifest, expected), ...bundleFaults(folder, manifest)]
}

function chosenTargets(): readonly Target[] {
  const { target } = parseArgs({ options: { target: { type: "string" } } }).values
  if (target === undefined) return TARGETS
  const chosen = TARGETS.filter((each) => each === target)
  if (chosen.length === 0) throw new Error(`No target "${target}"; there are ${TARGETS.join(", ")}.`)
  return chosen
}

await main()
