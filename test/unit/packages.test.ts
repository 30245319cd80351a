/** The packages are reproducible, contain every license, and match what was committed. */
import { execFileSync } from "node:child_process"
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { unzipSync } from "fflate"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import { dependencies } from "../../package.json"
import { noticesFor, packagesOf } from "../../.ci/notices"
import { pack, read, sourceFiles, withoutKey } from "../../.ci/zip"

async function folderWith(files: Record<string, string>, time = 0): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tagsweep-pack-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), content)
    await utimes(join(folder, file), time, time)
  }
  return folder
}

const FILES = { "b.js": "1", "a.js": "2", "manifest.json": '{"key":"AAAA","name":"x"}' }

describe("a zip", () => {
  it("has the same bytes regardless of the files' times, their order and the time zone", async () => {
    const names = Object.keys(FILES)
    const first = pack(read(await folderWith(FILES, 1_000_000_000), names))
    vi.stubEnv("TZ", "Asia/Tokyo")
    onTestFinished(() => void vi.unstubAllEnvs())
    const second = pack(read(await folderWith(FILES, 1_700_000_000), names.reverse()))
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true)
  })

  it("has other bytes if a file differs", async () => {
    const names = Object.keys(FILES)
    const first = pack(read(await folderWith(FILES), names))
    const second = pack(read(await folderWith({ ...FILES, "a.js": "3" }), names))
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(false)
  })

  it("omits only the manifest's key, and keeps the other files unchanged", async () => {
    const zip = unzipSync(pack(withoutKey(read(await folderWith(FILES), Object.keys(FILES)))))
    const text = Object.fromEntries(
      Object.entries(zip).map(([file, bytes]) => [file, new TextDecoder().decode(bytes)]),
    )
    expect(text).toEqual({ ...FILES, "manifest.json": '{"name":"x"}' })
  })
})

describe("the sources", () => {
  const git = (folder: string, ...args: string[]): Buffer =>
    execFileSync("git", ["-c", "user.name=x", "-c", "user.email=x@example.com", ...args], { cwd: folder })

  it("are exactly what is committed", async () => {
    const folder = await folderWith({ "src/a.ts": "1", ".gitignore": "build/\n", "build/a.js": "1" })
    git(folder, "init", "-q")
    expect(() => sourceFiles(folder)).toThrow("src/")
    git(folder, "add", ".")
    expect(() => sourceFiles(folder)).toThrow("src/a.ts")
    git(folder, "commit", "-qm", "x")
    expect(sourceFiles(folder)).toEqual([".gitignore", "src/a.ts"])
    await writeFile(join(folder, "src/a.ts"), "2")
    expect(() => sourceFiles(folder)).toThrow("Commit this first")
  })

  it("are all files without git, except generated ones", async () => {
    const made = {
      "build/a.js": "1",
      "node_modules/x/index.js": "1",
      ".plasmo/x": "1",
      "THIRD-PARTY-NOTICES": "",
    }
    const folder = await folderWith({ "src/a.ts": "1", LICENSE: "x", ...made })
    expect(sourceFiles(folder)).toEqual(["LICENSE", "src/a.ts"])
  })
})

describe("the notices", () => {
  it("cover the packages of the bundled files and Parcel's prelude", () => {
    const files = [
      "/x/src/a.ts",
      "/x/node_modules/idb/build/index.js",
      "/x/node_modules/idb/build/other.js",
      "C:\\x\\node_modules\\@a\\b\\node_modules\\c\\index.js",
    ]
    expect(packagesOf(files)).toEqual([
      "node_modules/@a/b/node_modules/c",
      "node_modules/@parcel/packager-js",
      "node_modules/idb",
    ])
  })

  it("contain every dependency's name, license, source and text", () => {
    const notices = noticesFor(Object.keys(dependencies).map((name) => `node_modules/${name}`))
    for (const [name, version] of Object.entries(dependencies))
      expect(notices).toContain(`\n${name} ${version} (`)
    expect(notices).toContain("(MPL-2.0)\nhttps://github.com/mozilla/webextension-polyfill\n\n")
    expect(
      notices.match(/Permission is hereby granted|Permission to use|Mozilla Public License Version/g),
    ).toHaveLength(Object.keys(dependencies).length)
  })

  const PACKAGE = { name: "x", version: "1.0.0", license: "MIT", repository: "a/x" }
  it.each([
    ["a license text", { "package.json": JSON.stringify(PACKAGE), "index.js": "" }, "no license text"],
    [
      "a license",
      { "package.json": JSON.stringify({ ...PACKAGE, license: undefined }), LICENSE: "x" },
      "license",
    ],
    [
      "a source",
      { "package.json": JSON.stringify({ ...PACKAGE, repository: undefined }), LICENSE: "x" },
      "source",
    ],
  ])("fail without %s", async (_what, files, complaint) => {
    const folder = await folderWith(files)
    expect(() => noticesFor([folder])).toThrow(complaint)
  })
})
