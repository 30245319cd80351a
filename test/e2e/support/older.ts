import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { BrowserName } from "./driver"
import { buildFor } from "./launch"

/** A copy of the extension in its own folder. */
export interface Copy {
  readonly folder: string
  remove(): Promise<void>
}

interface Older {
  /** Optional permissions to add, which the browser keeps through the update, as no driver reaches its prompt. */
  readonly permissions?: readonly string[]
  /** The end of the host names of a data center that it does not contain yet. */
  readonly withoutDataCenter?: string
}

interface Manifest {
  readonly permissions: readonly string[]
  readonly optional_host_permissions: readonly string[]
}

/** The production build as an older version, which an update then replaces. */
export async function olderVersion(
  name: BrowserName,
  { permissions = [], withoutDataCenter }: Older,
): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), "tagsweep-older-"))
  await cp(buildFor(name), folder, { recursive: true })
  const path = join(folder, "manifest.json")
  const manifest = JSON.parse(await readFile(path, "utf8")) as Manifest
  const isKnown = (host: string): boolean =>
    withoutDataCenter === undefined || !new URL(host.replaceAll("*", "")).host.endsWith(withoutDataCenter)
  const hosts = manifest.optional_host_permissions.filter(isKnown)
  if (withoutDataCenter !== undefined && hosts.length === manifest.optional_host_permissions.length)
    throw new Error(`no host ends with ${withoutDataCenter}`)
  const older = {
    ...{ ...manifest, version: "0.0.9", optional_host_permissions: hosts },
    permissions: [...manifest.permissions, ...permissions],
  }
  await writeFile(path, JSON.stringify(older))
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) }
}
