/** Zips that are the same byte for byte wherever they are packed. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { zipSync, type Zippable } from "fflate"
import type { Manifest } from "./profile"

const UNIX = 3
const MODE = { plain: 0o100644, program: 0o100755 }

/**
 * Packs files in a fixed order, with fixed times and modes.
 * @param folder what the paths are relative to
 * @param change may replace a file's content
 */
export function pack(
  folder: string,
  files: readonly string[],
  change: (file: string, content: Uint8Array) => Uint8Array = (_file, content) => content,
): Uint8Array {
  // Zip files hold local times without a zone, so this gives the same bytes everywhere. It is the format's earliest.
  const mtime = new Date(1980, 0, 1)
  const zip: Zippable = {}
  for (const file of [...files].sort()) {
    const content = change(file, readFileSync(join(folder, file)))
    const isProgram = content[0] === 0x23 && content[1] === 0x21 // #!
    zip[file] = [content, { level: 9, mtime, os: UNIX, attrs: (isProgram ? MODE.program : MODE.plain) << 16 }]
  }
  return zipSync(zip)
}

/** Takes the development key out of the manifest: stores sign with their own and refuse a given one. */
export function withoutKey(file: string, content: Uint8Array): Uint8Array {
  if (file !== "manifest.json") return content
  const { key: _key, ...rest } = JSON.parse(new TextDecoder().decode(content)) as Manifest
  return new TextEncoder().encode(JSON.stringify(rest))
}
