/** Every text is readable on every background it may have, light and dark, as WCAG 2.2 AA requires. */
import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { palette as tokens } from "../../src/ui/styles"

/** Text colors, which may be on any of the backgrounds. */
const TEXTS = ["ink", "soft", "accent", "danger", "warn"]
const GROUNDS = ["ground", "sunk", "hover", "accent-wash", "danger-wash", "warn-wash"]
/** Fills, each with the only color of text on it. */
const FILLS = {
  accent: "on-accent",
  "accent-hover": "on-accent",
  "danger-fill": "on-danger",
  "danger-hover": "on-danger",
  production: "on-production",
  sandbox: "on-sandbox",
  developer: "on-developer",
}
/** The line that identifies a control; other lines, veils and shadows are decorative. */
const EDGE = "edge"
const DECORATION = ["line", "warn-line", "production-line", "sandbox-line", "developer-line"]
const DECORATION_OR_COVER = [...DECORATION, "veil", "backdrop", "shadow"]
/** Bars without text on them. */
const BARS = ["line", "edge", "warn"]

/** The minimum contrast of text (1.4.3), and of what identifies a control (1.4.11). */
const TEXT_LEAST = 4.5
const EDGE_LEAST = 3

type Palette = Readonly<Record<string, string>>

function paletteOf(scheme: "light" | "dark"): Palette {
  const block = tokens(":root")
    .split("{")
    .find((part) => part.includes(`color-scheme:${scheme};`))
  const names = [...(block?.split("}")[0] ?? "").matchAll(/--([\w-]+):([^;]+)/g)]
  return Object.fromEntries(
    names.flatMap(([, name = "", value = ""]) => (name === "scheme" ? [] : [[name, value]])),
  )
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string | undefined): number {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/.exec(color ?? "")?.[1]
  if (digits === undefined) throw new Error(`${color ?? "nothing"} is no opaque color`)
  const size = digits.length / 3
  const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((at) => {
    const part = parseInt(digits.slice(at * size, (at + 1) * size).repeat(2 / size), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(palette: Palette, one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(palette[one]), luminance(palette[other])].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const pairs = [
  ...TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground, TEXT_LEAST] as const)),
  ...Object.entries(FILLS).map(([fill, text]) => [text, fill, TEXT_LEAST] as const),
  ...GROUNDS.slice(0, 3).map((ground) => [EDGE, ground, EDGE_LEAST] as const),
]

describe.each(["light", "dark"] as const)("in %s", (scheme) => {
  const palette = paletteOf(scheme)

  it.each(pairs)("%s differs from %s by %d to 1", (one, other, least) => {
    expect(contrast(palette, one, other)).toBeGreaterThanOrEqual(least)
  })

  it("every color of the palette is covered", () => {
    const known = new Set([...pairs.flatMap(([one, other]) => [one, other]), ...DECORATION_OR_COVER])
    expect(Object.keys(palette).toSorted()).toEqual([...known].toSorted())
  })
})

it("the contrast is computed as WCAG defines it", () => {
  const palette = { black: "#000", white: "#ffffff", gray: "#767676" }
  expect(contrast(palette, "white", "black")).toBeCloseTo(21)
  expect(contrast(palette, "gray", "white")).toBeCloseTo(4.54, 2)
})

describe("the style sheets", () => {
  // All source files: some screens keep their styles beside their components.
  const sheets = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(`src/${file}`, "utf8"))
    .filter((text) => text.includes("var(--"))
  const used = (property: string): string[] =>
    sheets.flatMap((text) =>
      [...text.matchAll(new RegExp(`[{;\\s]${property}:[^;}]*?var\\(--([\\w-]+)\\)`, "g"))].map(
        ([, name = ""]) => name,
      ),
    )

  it("use only text colors for text", () => {
    expect(used("color").length).toBeGreaterThan(40)
    expect(used("color").filter((name) => ![...TEXTS, ...Object.values(FILLS)].includes(name))).toEqual([])
  })

  it("use only backgrounds, fills and bars behind it", () => {
    const behind = [...GROUNDS, ...Object.keys(FILLS), ...BARS, "veil", "backdrop"]
    expect(used("background(?:-color)?").length).toBeGreaterThan(40)
    expect(used("background(?:-color)?").filter((name) => !behind.includes(name))).toEqual([])
  })

  it("use no literal colors for text or backgrounds", () => {
    const literal = /[{;\s](?:color|background(?:-color)?):[^;}]*(?:#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\()/i
    for (const text of sheets) expect(text).not.toMatch(literal)
  })
})
