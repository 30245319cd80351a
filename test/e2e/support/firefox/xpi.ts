import { zipSync, type Zippable } from "fflate"
import { readdir, readFile, writeFile } from "node:fs/promises"
import { join, relative, sep } from "node:path"

/** Packs a built extension unchanged, as a store would ship it. */
export async function writeXpi(extensionDir: string, target: string): Promise<void> {
  const files: Zippable = {}
  for (const entry of await readdir(extensionDir, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    files[relative(extensionDir, path).split(sep).join("/")] = await readFile(path)
  }
  await writeFile(target, zipSync(files, { level: 1 }))
}
