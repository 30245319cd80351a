/** What the table shows: filtered and in order. */
import type { ListedTag } from "../messaging/views"
import { uiLanguage } from "../ui/i18n"

export const COLUMNS = ["name", "records", "createdBy", "createdTime", "modifiedTime"] as const
export type Column = (typeof COLUMNS)[number]

export interface Sort {
  readonly by: Column
  readonly descending: boolean
}

export const QUICK_FILTERS = ["unused", "similar"] as const
export type QuickFilter = (typeof QUICK_FILTERS)[number]

/** For comparing what is typed with what is there, whatever the case. */
export function searchable(text: string): string {
  return text.normalize("NFKC").toLocaleLowerCase(uiLanguage())
}

function compare(by: Column): (a: ListedTag, b: ListedTag) => number {
  if (by === "records") return (a, b) => (a.records ?? -1) - (b.records ?? -1)
  if (by === "createdTime" || by === "modifiedTime")
    return (a, b) => (Date.parse(a[by] ?? "") || 0) - (Date.parse(b[by] ?? "") || 0)
  const collator = new Intl.Collator(uiLanguage(), { numeric: true })
  return (a, b) => collator.compare(a[by] ?? "", b[by] ?? "")
}

/** A new list in that order; equals stay in the order Zoho gave. */
export function sorted(tags: readonly ListedTag[], { by, descending }: Sort): readonly ListedTag[] {
  const order = compare(by)
  return tags.toSorted(descending ? (a, b) => order(b, a) : order)
}

export interface Filters {
  readonly text: string
  readonly quick: readonly QuickFilter[]
}

/**
 * The tags that pass all filters.
 * @param names by id, as `searchable` gives them
 * @param groups similar names by id; while they are asked for, groups stand together
 */
export function filtered(
  tags: readonly ListedTag[],
  filters: Filters,
  names: ReadonlyMap<string, string>,
  groups: ReadonlyMap<string, number>,
): readonly ListedTag[] {
  const wanted = searchable(filters.text.trim())
  const unused = filters.quick.includes("unused")
  const similar = filters.quick.includes("similar")
  const found = tags.filter(
    (tag) =>
      (wanted === "" || names.get(tag.id)?.includes(wanted)) &&
      (!unused || tag.records === 0) &&
      (!similar || groups.has(tag.id)),
  )
  const group = (tag: ListedTag): number => groups.get(tag.id) ?? 0
  return similar ? found.toSorted((a, b) => group(a) - group(b)) : found
}

/** Whether "unused" can be told: Zoho gives record counts in some orgs only. */
export function recordsKnown(tags: readonly ListedTag[]): boolean {
  return tags.length > 0 && tags.every((tag) => tag.records != null)
}
