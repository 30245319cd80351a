/** What is packed, and into zips that are the same byte for byte wherever that happens. */
import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import { zipSync } from "fflate"
import type { Manifest } from "./profile"

export type Files = Readonly<Record<string, Uint8Array>>

/** Made from the sources, as .gitignore has it. */
const MADE = /(?:^|\/)(?:node_modules|build|\.plasmo)\/|\.tsbuildinfo$|^THIRD-PARTY-NOTICES$/

/** Every file below a folder, relative to it, with forward slashes, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort()
}

/** All that is committed, or all that there is where a source zip was unpacked. @throws when something is not committed */
export function sourceFiles(folder: string): string[] {
  if (!existsSync(join(folder, ".git"))) return filesBelow(folder).filter((file) => !MADE.test(file))
  const git = (...args: string[]): string => execFileSync("git", args, { cwd: folder, encoding: "utf8" })
  const changed = git("status", "--porcelain")
  if (changed !== "")
    throw new Error(`Packages are made of what is committed. Commit this first, or put it aside:\n${changed}`)
  return git("ls-files", "-z").split("\0").filter(Boolean)
}

export function read(folder: string, files: readonly string[]): Files {
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file))]))
}

/** Packs files in a fixed order, with a fixed time: zips hold local times, and this is the earliest in all zones. */
export function pack(files: Files): Uint8Array {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))
  return zipSync(Object.fromEntries(sorted), { level: 9, mtime: new Date(1980, 0, 1) })
}

/** Takes the development key out of the manifest: stores sign with their own and refuse a given one. */
export function withoutKey(files: Files): Files {
  const { key: _key, ...rest } = JSON.parse(new TextDecoder().decode(files["manifest.json"])) as Manifest
  return { ...files, "manifest.json": new TextEncoder().encode(JSON.stringify(rest)) }
}
