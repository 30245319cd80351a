import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { BrowserName } from "./driver"
import { buildFor } from "./launch"

/** An extension in a folder of its own. */
export interface Copy {
  readonly folder: string
  remove(): Promise<void>
}

/**
 * The production build as the version before the first, which an update then replaces.
 * @param permissions what it holds besides: optional permissions that the browser keeps for it through the update,
 * where it asks for them in a window that no driver reaches
 */
export async function olderVersion(name: BrowserName, permissions: readonly string[]): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), "tagsweep-older-"))
  await cp(buildFor(name), folder, { recursive: true })
  const path = join(folder, "manifest.json")
  const manifest = JSON.parse(await readFile(path, "utf8")) as { permissions: string[] }
  const older = { ...manifest, version: "0.0.9", permissions: [...manifest.permissions, ...permissions] }
  await writeFile(path, JSON.stringify(older))
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) }
}
