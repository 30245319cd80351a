/** What the build makes of Plasmo's. */
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import { bundleFaults } from "../../.ci/bundle-check"
import { settle } from "../../.ci/settle"
import { slimIcons } from "../../.ci/slim-icons"
import { PAGE_PARTS } from "../../src/messaging/page-parts"

const PARTS = PAGE_PARTS.map((part) => `part-${part}.0123abcd.js`)

/** A build of Plasmo's in the temporary folder, with the given content scripts. */
async function built(scripts: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "tagsweep-settle-"))
  onTestFinished(() => rm(folder, { recursive: true }))
  const manifest = { content_scripts: scripts.map((js) => ({ js: [js], matches: ["https://a.example/*"] })) }
  await mkdir(join(folder, "_locales/en"), { recursive: true })
  await writeFile(join(folder, "_locales/en/messages.json"), "{}")
  await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest))
  for (const script of scripts) await writeFile(join(folder, script), "")
  return folder
}

it("leaves the parts of the tag page's script to the background, which knows their names", async () => {
  const folder = await built(["tag-page.0123abcd.js", ...PARTS, "watch.0123abcd.js"])
  settle(folder, "chrome-mv3")
  const manifest = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8")) as {
    content_scripts: { js: string[] }[]
  }
  expect(manifest.content_scripts.flatMap(({ js }) => js)).toEqual([
    "tag-page.0123abcd.js",
    "watch.0123abcd.js",
  ])
  expect(await readdir(folder)).toEqual(expect.arrayContaining(PAGE_PARTS.map((part) => `part-${part}.js`)))
})

/** As Parcel writes it: bundles are named after one of those that load them, and listed in any order. */
const imported = (...files: readonly string[]): string =>
  `x=()=>Promise.all([${files.map((file) => `import("./${file}")`).join()}]).then(f)`
const page = (...files: readonly string[]): string =>
  files.map((file) => `<script type="module" src="/${file}"></script>`).join("")

it.each([
  ["in one order", ["later.1.js", "options.2.js"]],
  ["in another", ["options.2.js", "later.1.js"]],
])("names bundles after what loads them, now or later, %s", async (_order, bundles) => {
  const folder = await built([])
  const files = {
    "options.html": page("options.2.js"),
    "popup.html": '<script src="/popup.0.js" type="module"></script>',
    "popup.0.js": imported(...bundles),
    ...{ "later.1.js": "1", "options.2.js": "2" },
  }
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text)
  settle(folder, "chrome-mv3")
  const read = (file: string): Promise<string> => readFile(join(folder, file), "utf8")
  expect(await read("options.html")).toBe(page("common-options-popup-later.js"))
  expect(await read("popup.html")).toBe(files["popup.html"])
  expect(await read("popup.0.js")).toBe(imported("common-options-popup-later.js", "popup-later.js"))
  expect([await read("common-options-popup-later.js"), await read("popup-later.js")]).toEqual(["2", "1"])
  expect(await bundleFaults(folder, {})).toEqual([])
  await rm(join(folder, "popup-later.js"))
  expect(await bundleFaults(folder, {})).toEqual([
    'popup.0.js: module "./popup-later.js" was left outside the bundle',
  ])
})

it("ships icons of few colours, as large as they were", async () => {
  const folder = await built([])
  const icon = join(folder, "icon128.png")
  await copyFile("assets/icon.png", icon)
  const before = await readFile(icon)
  await slimIcons(folder)
  const after = await readFile(icon)
  // https://www.w3.org/TR/png-3/#11IHDR
  const size = (png: Buffer): number[] => [png.readUInt32BE(16), png.readUInt32BE(20)]
  expect(size(after)).toEqual(size(before))
  expect(after.length).toBeLessThan(before.length / 2)
})
