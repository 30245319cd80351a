/** Selects the files of packages, and zips them reproducibly: byte for byte the same on every machine. */
import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import { zipSync } from "fflate"
import type { Manifest } from "./profile"

export type Files = Readonly<Record<string, Uint8Array>>

/** Generated files, as in .gitignore. */
const GENERATED = /(?:^|\/)(?:node_modules|build|\.plasmo)\/|\.tsbuildinfo$|^THIRD-PARTY-NOTICES$/

/** Every file below a folder, relative to it, with forward slashes, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort()
}

/**
 * All committed files, or without git (in an unpacked source zip) all files. @throws if there are uncommitted changes
 */
export function sourceFiles(folder: string): string[] {
  if (!existsSync(join(folder, ".git"))) return filesBelow(folder).filter((file) => !GENERATED.test(file))
  const git = (...args: string[]): string => execFileSync("git", args, { cwd: folder, encoding: "utf8" })
  const changed = git("status", "--porcelain")
  if (changed !== "")
    throw new Error(`Packages contain only committed files. Commit this first, or stash it:\n${changed}`)
  return git("ls-files", "-z").split("\0").filter(Boolean)
}

export function read(folder: string, files: readonly string[]): Files {
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file))]))
}

/**
 * Zips files in a fixed order with a fixed time. Zips store local times; this is the earliest valid in all time zones.
 */
export function pack(files: Files): Uint8Array {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))
  return zipSync(Object.fromEntries(sorted), { level: 9, mtime: new Date(1980, 0, 1) })
}

/** Removes the development key from the manifest: stores sign with their own key and refuse ours. */
export function withoutKey(files: Files): Files {
  const { key: _key, ...rest } = JSON.parse(new TextDecoder().decode(files["manifest.json"])) as Manifest
  return { ...files, "manifest.json": new TextEncoder().encode(JSON.stringify(rest)) }
}
