import { readFile } from "node:fs/promises"
import { join } from "node:path"
import * as v from "valibot"

const schema = v.object({
  key: v.optional(v.string()),
  browser_specific_settings: v.optional(v.object({ gecko: v.object({ id: v.string() }) })),
})

/** What the harness needs from a built extension's manifest. */
export async function readManifest(extensionDir: string): Promise<v.InferOutput<typeof schema>> {
  return v.parse(schema, JSON.parse(await readFile(join(extensionDir, "manifest.json"), "utf8")))
}
