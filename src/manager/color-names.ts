/** Names for the colors of tags. Zoho has only codes: its picker offers 13, its API accepts any other. */
import { t } from "../i18n/translate"

const PICKER = {
  red: ["#F17574"],
  orange: ["#F48435"],
  yellow: ["#E7A826", "#FFE600"],
  green: ["#63C57E", "#A8C026"],
  teal: ["#1DB9B4"],
  blue: ["#57B1FD", "#658BA8", "#2233EE"],
  purple: ["#D297EE", "#879BFC"],
  pink: ["#FD87BD"],
  gray: ["#969696"],
  brown: ["#B88562"],
} as const

export type Color = keyof typeof PICKER | "none"
const NAMED = Object.entries(PICKER) as [Exclude<Color, "none">, readonly string[]][]
export const COLORS: readonly Color[] = [...NAMED.map(([name]) => name), "none"]

/** The color shown for every color of a name; undefined for no color. */
export const swatchOf = (color: Color): string | undefined =>
  color === "none" ? undefined : PICKER[color][0]

export const colorName = (color: Color): string => t(`color_${color}`)

const channels = (code: string): number[] =>
  [1, 3, 5].map((at) => Number.parseInt(code.slice(at, at + 2), 16))
const length = (of: readonly number[]): number => Math.hypot(...of)

/** The color without its lightness: a vector whose direction is the hue. */
function hue(of: readonly number[]): number[] {
  const mean = of.reduce((sum, each) => sum + each, 0) / of.length
  return of.map((each) => each - mean)
}

/** Distance between two colors: by hue first, then by all components. */
function distance(a: readonly number[], b: readonly number[]): number {
  const [x, y] = [hue(a), hue(b)]
  const cosine = x.reduce((sum, each, at) => sum + each * (y[at] ?? 0), 0) / (length(x) * length(y))
  return 1_000 * (1 - cosine) + length(a.map((each, at) => each - (b[at] ?? 0)))
}

/** Below this length of the hue vector, a color is gray. */
const GRAY = 20

/** Tags have few colors, but finding a name is slow enough to be noticed in thousands of rows. */
const names = new Map<string | null, Color>()

/** The name with the nearest color, for a code such as `#57B1FD`. */
export function colorOf(code: string | null): Color {
  const name = names.get(code) ?? nearest(code)
  names.set(code, name)
  return name
}

function nearest(code: string | null): Color {
  if (code === null || !/^#[\da-f]{6}$/i.test(code)) return "none"
  const wanted = channels(code)
  if (length(hue(wanted)) < GRAY) return "gray"
  const far = ([name, codes]: (typeof NAMED)[number]): number =>
    name === "gray" ? Infinity : Math.min(...codes.map((each) => distance(channels(each), wanted)))
  return NAMED.toSorted((a, b) => far(a) - far(b))[0]?.[0] ?? "none"
}
