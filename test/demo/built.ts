import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import { buildFor } from "../e2e/support/launch"
import type { BrowserName } from "../e2e/support/driver"

/** What goes into the extension. */
const sources = [
  "src",
  "assets/_locales",
  "assets/icon.png",
  "assets/managed-schema.json",
  "package.json",
  ".plasmorc",
]

function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((entry) => newest(join(path, entry))))
}

/** Builds the extension unless the build is newer than everything it is made from. */
export async function ensureBuilt(name: BrowserName): Promise<void> {
  const manifest = join(buildFor(name), "manifest.json")
  const made = existsSync(manifest) ? statSync(manifest).mtimeMs : 0
  if (made > Math.max(...sources.filter((path) => existsSync(path)).map(newest))) return
  console.log("Building Tagsweep …")
  const { status } = spawnSync("npm", ["run", "--silent", "build"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  })
  if (status !== 0) throw new Error("The build failed; see above.")
}
