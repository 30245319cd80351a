/** What the table shows of a tag, and in which order. */
import { uiLanguage } from "../i18n/translate"
import type { ModuleRef } from "../jobs/job"
import { nameKey } from "../lib/names"
import type { ListedTag } from "../messages/views"
import type { Usage } from "../storage/tag-cache"
import type { ModuleEntry } from "./use-modules"

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

/** A tag with all that is known of it. */
export interface Row extends ListedTag {
  readonly module: ModuleRef
  /** Null or left out where nobody counted. */
  readonly records?: number | null
  /** What uses it; null where nobody asked or Zoho did not tell. */
  readonly usedIn: readonly string[] | null
  /** The protected name or pattern that holds it; null: none. */
  readonly protectedBy: string | null
  /** The name for comparing. */
  readonly key: string
  /** Milliseconds since the epoch; null where Zoho told none that can be read. */
  readonly created: number | null
}

/** The rows of one module; none until its tags are here. */
export function rowsOf(
  { module, tags }: ModuleEntry,
  usage: ReadonlyMap<string, Usage>,
  protectedBy: (name: string) => string | undefined,
): Row[] {
  return (tags?.tags ?? []).map((tag) => {
    const asked = usage.get(tag.id)
    const created = Date.parse(tag.createdTime ?? "")
    return {
      ...tag,
      module,
      // Zoho's list is newer than a count that was asked for.
      records: tag.records ?? asked?.records ?? null,
      usedIn: asked?.usedIn ?? null,
      protectedBy: protectedBy(tag.name) ?? null,
      key: nameKey(tag.name),
      created: Number.isNaN(created) ? null : created,
    }
  })
}

/** The name, and what something is known of; the module only where the rows are of several. */
export function columnsOf(rows: readonly Row[], isAll: boolean): Column[] {
  const useless = new Set<Column>()
  if (!isAll) useless.add("module")
  if (!rows.some((row) => row.records != null)) useless.add("records")
  if (!rows.some((row) => row.usedIn !== null)) useless.add("usedIn")
  return COLUMNS.filter((each) => !useless.has(each))
}

type Compare = (a: Row, b: Row) => number

function byText(of: (row: Row) => string): Compare {
  const collator = new Intl.Collator(uiLanguage(), { numeric: true })
  return (a, b) => collator.compare(of(a), of(b))
}

const COMPARE: Readonly<Record<Column, () => Compare>> = {
  color: () => byText((row) => row.colorCode ?? ""),
  name: () => byText((row) => row.name),
  module: () => byText((row) => row.module.pluralLabel),
  records: () => (a, b) => (a.records ?? -1) - (b.records ?? -1),
  usedIn: () => (a, b) => (a.usedIn?.length ?? -1) - (b.usedIn?.length ?? -1),
  createdBy: () => byText((row) => row.createdBy ?? ""),
  createdTime: () => (a, b) => (a.created ?? 0) - (b.created ?? 0),
  modifiedTime: () => (a, b) =>
    (Date.parse(a.modifiedTime ?? "") || 0) - (Date.parse(b.modifiedTime ?? "") || 0),
}

/** A new list in that order; equals stay in the order they came in. */
export function sorted(rows: readonly Row[], { by, descending }: Sort): readonly Row[] {
  const ascending = COMPARE[by]()
  return rows.toSorted(descending ? (a, b) => ascending(b, a) : ascending)
}

/** The order that a click on a column's title brings: numbers and times are asked for largest and newest first. */
export function nextSort({ by, descending }: Sort, column: Column): Sort {
  if (by === column) return { by, descending: !descending }
  return { by: column, descending: ["records", "usedIn", "createdTime", "modifiedTime"].includes(column) }
}

/** Whether records are counted for all of these, so that "unused" can be told of each. */
export function recordsKnown(rows: readonly Row[]): boolean {
  return rows.length > 0 && rows.every((row) => row.records != null)
}
