import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"

/**
 * Writes an add-on's managed storage where a Firefox with this home directory looks for it.
 * https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Native_manifests#manifest_location
 */
export async function writePolicy(
  home: string,
  addonId: string,
  policy: Readonly<Record<string, unknown>>,
): Promise<void> {
  const folder = join(home, ".mozilla", "managed-storage")
  await mkdir(folder, { recursive: true })
  const manifest = { name: addonId, description: "Policy", type: "storage", data: policy }
  await writeFile(join(folder, `${addonId}.json`), JSON.stringify(manifest))
}
