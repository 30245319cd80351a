/** The documents name only files, commands and links that exist, and the listing fits the manifest. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { describe, expect, it } from "vitest"
import manifestSource from "../../package.json"
import { BOUNDS } from "../../src/storage/settings"

const DOCUMENTS = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "assets/store/listing.md"],
  ...readdirSync("docs")
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
]
const text = (file: string): string => readFileSync(file, "utf8")

describe.each(DOCUMENTS)("%s", (file) => {
  it("links to nothing that is not there", () => {
    const links = [...text(file).matchAll(/\]\(([^)#\s]+)(?:#[\w-]+)?\)/g)].map(([, target = ""]) => target)
    const own = links.filter((target) => !/^(?:https?|mailto):/.test(target))
    expect(own.filter((target) => !existsSync(join(dirname(file), target)))).toEqual([])
  })

  it("names no command that there is not", () => {
    const named = [...text(file).matchAll(/npm run (?:-s |--silent )?([\w:-]+)/g)].map(
      ([, name = ""]) => name,
    )
    expect(named.filter((name) => !(name in manifestSource.scripts))).toEqual([])
  })

  it("names no file of ours that there is not", () => {
    const named = [...text(file).matchAll(/`((?:src|test|\.ci|docs|assets)\/[\w./-]+)`/g)].map(
      ([, path = ""]) => path,
    )
    expect(named.filter((path) => !existsSync(path))).toEqual([])
  })
})

describe("what the documents say of the manifest", () => {
  const { manifest } = manifestSource
  it("the store listing justifies every permission, and no other", () => {
    const listed = [...text("assets/store/listing.md").matchAll(/^\| `(\w+)`/gm)].map(([, name = ""]) => name)
    expect(listed.toSorted()).toEqual([...manifest.permissions, ...manifest.optional_permissions].toSorted())
  })

  it("the README tells what every permission is for, and names no other", () => {
    const told = [...text("README.md").matchAll(/^\| `(\w+)`/gm)].map(([, name = ""]) => name)
    expect(told.toSorted()).toEqual([...manifest.permissions, ...manifest.optional_permissions].toSorted())
  })

  it("the store listing's pictures have the sizes that the stores ask for", () => {
    const pictures = readdirSync("assets/store").filter((name) => name.endsWith(".png"))
    expect(pictures.filter((name) => !text("assets/store/listing.md").includes(`](${name})`))).toEqual([])
    const sizes = pictures.map((name) => {
      // Width and height lead the first chunk: https://www.w3.org/TR/png-3/#11IHDR
      const header = readFileSync(`assets/store/${name}`)
      return `${name} ${header.readUInt32BE(16)}x${header.readUInt32BE(20)}`
    })
    expect(sizes).toEqual([
      ...["1-select", "2-confirm", "3-manager", "4-restore", "5-connect"].map(
        (each) => `${each}.png 1280x800`,
      ),
      "tile.png 440x280",
    ])
  })

  it("the short description is the manifest's", () => {
    expect(text("assets/store/listing.md")).toContain(`\n${manifestSource.description}\n`)
  })

  it("the guide names the keyboard command as it is set", () => {
    expect(text("docs/guide.md")).toContain(manifest.commands["open-manager"].suggested_key.default)
  })

  it("the policy's document gives the bounds of the settings", () => {
    const policy = text("docs/policy.md")
    for (const [key, { least, most }] of Object.entries(BOUNDS)) {
      const row = policy.split("\n").find((line) => line.startsWith("|") && line.includes(`\`${key}\``)) ?? ""
      expect(row).toContain(`${least} to ${most}`)
    }
  })
})
