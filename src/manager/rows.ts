/** What the table and its export show about a tag, such as its color's name, and in which order. */
import { type MessageKey, t, uiLanguage } from "../i18n/translate"
import type { ModuleRef, OrgRef } from "../jobs/job"
import { nameKey } from "../lib/names"
import type { ListedTag } from "../messages/views"
import { csv } from "../reports/csv"
import type { Usage } from "../storage/tag-cache"
import type { Entries } from "./use-modules"

export const COLUMNS = [
  "color",
  "name",
  "module",
  "records",
  "usedIn",
  "createdBy",
  "createdTime",
  "modifiedTime",
] as const
export type Column = (typeof COLUMNS)[number]

export interface Sort {
  readonly by: Column
  readonly descending: boolean
}

export const BY_NAME: Sort = { by: "name", descending: false }

/** A tag with everything we know about it. */
export interface Row extends ListedTag {
  readonly module: ModuleRef
  /** Null if not counted. */
  readonly records: number | null
  /** What uses it; null if not asked, or if Zoho did not say. */
  readonly usedIn: readonly string[] | null
  /** The protection rule it matches; null: none. */
  readonly protectedBy: string | null
  /** The name in the form used for comparing. */
  readonly key: string
  readonly color: Color
  /** Milliseconds since the epoch; null if Zoho gave no readable time. */
  readonly created: number | null
}

/** The rows of every module by API name; none until its tags have arrived. */
export function rowsOf(
  entries: Entries,
  usage: ReadonlyMap<string, Usage>,
  protectedBy: (name: string) => string | undefined,
): ReadonlyMap<string, readonly Row[]> {
  const rowOf = (module: ModuleRef, tag: ListedTag): Row => {
    const asked = usage.get(tag.id)
    const created = Date.parse(tag.createdTime ?? "")
    return {
      ...tag,
      module,
      // Zoho's list is newer than a count read before.
      records: tag.records ?? asked?.records ?? null,
      usedIn: asked?.usedIn ?? null,
      protectedBy: protectedBy(tag.name) ?? null,
      key: nameKey(tag.name),
      color: colorOf(tag.colorCode),
      created: Number.isNaN(created) ? null : created,
    }
  }
  return new Map(
    entries.map(({ module, tags }) => [module.apiName, (tags?.tags ?? []).map((tag) => rowOf(module, tag))]),
  )
}

/** Whether the tag can be deleted or merged. A protected one can only be unprotected. */
export const isFree = ({ protectedBy }: Row): boolean => protectedBy === null

/** What a column is sorted by. */
type Value = (row: Row) => string | number
/** Whether a row has something to show in it; without that, all have. */
type HasContent = (row: Row) => boolean

const FACTS: Readonly<Record<Column, readonly [Value, HasContent?]>> = {
  color: [(row) => row.colorCode ?? "", (row) => row.color !== "none"],
  name: [(row) => row.name],
  module: [(row) => row.module.pluralLabel],
  records: [(row) => row.records ?? -1],
  usedIn: [(row) => row.usedIn?.length ?? -1, (row) => Boolean(row.usedIn?.length)],
  createdBy: [(row) => row.createdBy ?? "", (row) => row.createdBy !== undefined],
  createdTime: [(row) => row.created ?? 0, (row) => row.createdTime !== undefined],
  modifiedTime: [(row) => Date.parse(row.modifiedTime ?? "") || 0, (row) => row.modifiedTime !== undefined],
}

/**
 * The columns that contain something. The records column always stays, because its title counts them.
 * @param isGrouped similar names are being compared, which needs the space
 */
export function columnsOf(rows: readonly Row[], isAll: boolean, isGrouped: boolean): Column[] {
  return COLUMNS.filter((each) => {
    if (each === "module") return isAll
    if (isGrouped && (each === "createdBy" || each === "modifiedTime")) return false
    const [, hasContent] = FACTS[each]
    return !hasContent || rows.some(hasContent)
  })
}

/** A new list in that order; equal rows keep their order. */
export function sorted(rows: readonly Row[], { by, descending }: Sort): readonly Row[] {
  const [valueOf] = FACTS[by]
  const collator = new Intl.Collator(uiLanguage(), { numeric: true })
  const ascending = (a: Row, b: Row): number => {
    const x = valueOf(a)
    const y = valueOf(b)
    return typeof x === "number" ? x - Number(y) : collator.compare(x, String(y))
  }
  return rows.toSorted(descending ? (a, b) => ascending(b, a) : ascending)
}

/** The order after a click on a column's title. For numbers and times, the largest and newest come first. */
export function nextSort({ by, descending }: Sort, column: Column): Sort {
  if (by === column) return { by, descending: !descending }
  return { by: column, descending: ["records", "usedIn", "createdTime", "modifiedTime"].includes(column) }
}

const HEAD: readonly MessageKey[] = [
  ...(["module", "csv_tag", "csv_tag_id", "column_color", "column_records", "column_used_in"] as const),
  ...(["column_created_by", "column_created", "column_modified", "protected_mark"] as const),
  ...(["org", "org_id"] as const),
]

/** The given tags, in the given order, as CSV. Times are as Zoho gave them. */
export function tagsCsv(org: OrgRef, rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.module.pluralLabel,
    row.name,
    row.id,
    row.colorCode ?? "",
    row.records === null ? "" : String(row.records),
    (row.usedIn ?? []).join("; "),
    row.createdBy ?? "",
    row.createdTime ?? "",
    row.modifiedTime ?? "",
    isFree(row) ? "" : t("finding_yes"),
    org.name,
    org.id,
  ])
  return csv([HEAD.map((key) => t(key)), ...lines])
}

// Names for the colors of tags. Zoho has only codes: its picker offers 13, its API accepts any other.

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
