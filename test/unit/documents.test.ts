/** The documents name only files, commands and links that exist, and the store listing matches the manifest. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { describe, expect, it } from "vitest"
import manifestSource from "../../package.json"
import privateWords from "../lint/private-words.json"
import { BOUNDS } from "../../src/storage/settings"
import { locales, readMessages } from "../support/locales"

const DOCUMENTS = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
  ...["docs", "assets/store"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
]
const text = (file: string): string => readFileSync(file, "utf8")

// docs/errors.md quotes the product's messages, and the translated listings are not English.
it.each(DOCUMENTS.filter((name) => !/errors\.md$|listing\.[\w-]+\.md$/.test(name)))(
  "%s has no forbidden words",
  (file) => {
    const { words, phrases } = privateWords
    const pattern = new RegExp(`(?<![\\w-])(?:${[...words, ...phrases].join("|")})(?![\\w-])`, "gi")
    // An example tag.
    expect(text(file).replaceAll("Trade fair", "").match(pattern) ?? []).toEqual([])
  },
)

describe.each(DOCUMENTS)("%s", (file) => {
  it("links only to files that exist", () => {
    const links = [...text(file).matchAll(/\]\(([^)#\s]+)(?:#[\w-]+)?\)/g)].map(([, target = ""]) => target)
    const own = links.filter((target) => !/^(?:https?|mailto):/.test(target))
    expect(own.filter((target) => !existsSync(join(dirname(file), target)))).toEqual([])
  })

  it("names only npm scripts that exist", () => {
    const named = [...text(file).matchAll(/npm run (?:-s |--silent )?([\w:-]+)/g)].map(
      ([, name = ""]) => name,
    )
    expect(named.filter((name) => !(name in manifestSource.scripts))).toEqual([])
  })

  it("names only files that exist", () => {
    const named = [...text(file).matchAll(/`((?:src|test|\.ci|docs|assets)\/[\w./-]+)`/g)].map(
      ([, path = ""]) => path,
    )
    expect(named.filter((path) => !existsSync(path))).toEqual([])
  })
})

describe("the documents and the manifest", () => {
  const { manifest } = manifestSource
  it("the store listing justifies exactly the manifest's permissions", () => {
    const listed = [...text("assets/store/listing.md").matchAll(/^\| `(\w+)`/gm)].map(([, name = ""]) => name)
    expect(listed.toSorted()).toEqual([...manifest.permissions, ...manifest.optional_permissions].toSorted())
  })

  it("the README explains exactly the manifest's permissions", () => {
    const documented = [...text("README.md").matchAll(/^\| `(\w+)`/gm)].map(([, name = ""]) => name)
    expect(documented.toSorted()).toEqual(
      [...manifest.permissions, ...manifest.optional_permissions].toSorted(),
    )
  })

  it("the store listing's images have the sizes that the stores require", () => {
    const pictures = readdirSync("assets/store").filter((name) => name.endsWith(".png"))
    expect(pictures.filter((name) => !text("assets/store/listing.md").includes(`](${name})`))).toEqual([])
    const sizes = pictures.map((name) => {
      // The first chunk begins with width and height: https://www.w3.org/TR/png-3/#11IHDR
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

  it("the package's description is the app's description", () => {
    expect(readMessages("en")["app_description"]?.message).toBe(manifestSource.description)
  })

  it("the store listing and the privacy page name the data that the manifest declares", () => {
    const { required } = manifest.browser_specific_settings.gecko.data_collection_permissions
    expect(required).toEqual(["authenticationInfo", "websiteContent"])
    for (const kind of required)
      for (const file of ["assets/store/listing.md", "docs/privacy.md"])
        expect(text(file)).toContain(`\`${kind}\``)
  })

  it("the guide names the keyboard shortcut in the manifest", () => {
    expect(text("docs/guide.md")).toContain(manifest.commands["open-manager"].suggested_key.default)
  })

  it("docs/policy.md gives the bounds of the settings", () => {
    const policy = text("docs/policy.md")
    for (const [key, { least, most }] of Object.entries(BOUNDS)) {
      const row = policy.split("\n").find((line) => line.startsWith("|") && line.includes(`\`${key}\``)) ?? ""
      expect(row).toContain(`${least} to ${most}`)
    }
  })
})

/**
 * The stores' limits, in characters: https://developer.chrome.com/docs/extensions/reference/manifest/name and
 * …/description; https://learn.microsoft.com/microsoft-edge/extensions/publish/publish-extension requires
 * 250 to 10,000 for a description, the narrowest of the three.
 */
const LIMITS = { name: 45, summary: 132, least: 250, most: 10_000 }

describe.each(locales())("the store listing in %s", (locale) => {
  const parts = text(`assets/store/listing.${locale}.md`).split(/\n## (Name|Summary|Description)\n\n/)
  const [, ...pairs] = parts.map((part) => part.trim())
  const of = (heading: string): string => pairs[pairs.indexOf(heading) + 1] ?? ""

  it("has the manifest's name and summary, within the stores' limits", () => {
    const messages = readMessages(locale)
    expect([of("Name"), of("Summary")]).toEqual([
      messages["app_name"]?.message,
      messages["app_description"]?.message,
    ])
    expect([...of("Name")].length).toBeLessThanOrEqual(LIMITS.name)
    expect([...of("Summary")].length).toBeLessThanOrEqual(LIMITS.summary)
  })

  it("has a description of the required length that names the trademark's owner", () => {
    const description = of("Description")
    expect([...description].length).toBeGreaterThanOrEqual(LIMITS.least)
    expect([...description].length).toBeLessThanOrEqual(LIMITS.most)
    expect(description.split("\n\n").at(-1)).toMatch(/Tagsweep.*Zoho Corporation.*Zoho CRM/)
    expect(description).not.toMatch(/[#*<>]|https?:/)
  })
})
