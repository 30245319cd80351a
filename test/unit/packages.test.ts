/** The packages are the same bytes from the same sources. */
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { unzipSync } from "fflate"
import { expect, it, onTestFinished, vi } from "vitest"
import { pack, withoutKey } from "../../.ci/zip"

async function folderWith(files: Record<string, string>, time: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tagsweep-pack-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const [file, content] of Object.entries(files)) {
    await writeFile(join(folder, file), content)
    await utimes(join(folder, file), time, time)
  }
  return folder
}

const FILES = { "b.js": "1", "a.js": "2", "manifest.json": '{"key":"AAAA","name":"x"}' }

it("packs to the same bytes whatever the files' times, their order and the time zone", async () => {
  const names = Object.keys(FILES)
  const first = pack(await folderWith(FILES, 1_000_000_000), names)
  vi.stubEnv("TZ", "Asia/Tokyo")
  onTestFinished(() => void vi.unstubAllEnvs())
  const second = pack(await folderWith(FILES, 1_700_000_000), names.reverse())
  expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true)
})

it("packs to other bytes when a file differs", async () => {
  const names = Object.keys(FILES)
  const first = pack(await folderWith(FILES, 0), names)
  const second = pack(await folderWith({ ...FILES, "a.js": "3" }, 0), names)
  expect(Buffer.from(second).equals(Buffer.from(first))).toBe(false)
})

it("takes only the key out of the manifest, and leaves the other files alone", async () => {
  const zip = unzipSync(pack(await folderWith(FILES, 0), Object.keys(FILES), withoutKey))
  const text = Object.fromEntries(
    Object.entries(zip).map(([file, bytes]) => [file, new TextDecoder().decode(bytes)]),
  )
  expect(text).toEqual({ ...FILES, "manifest.json": '{"name":"x"}' })
})
