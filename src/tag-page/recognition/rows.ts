/** Determines which tag each row shows: by its text, compared with the other rows, and by the id in it, if any. */
import { placesIn, type Column, type Entry } from "./columns"
import { idsIn, type NameIndex } from "./names"
import type { Hit, PageTag, RecognizedRow, Refusal, UnselectableRow } from "./types"
import { findCheckbox } from "./zoho-checkbox"

/** What one row of a column shows: a tag, or why that is uncertain. */
export interface Reading {
  readonly entry: Entry
  readonly tags: readonly PageTag[]
  /** Undefined if the row shows exactly `tags[0]`. */
  readonly refusal?: Refusal
}

/** Reads all rows of a column together: only the other rows show whether a number in brackets is a count. */
export function readColumn(entries: readonly Entry[]): Reading[] {
  const counts = countsMode(entries.map((entry) => entry.hit))
  const readings = entries.map((entry) => readEntry(entry, counts, entries))
  const claims = new Map<PageTag, Set<Element>>()
  for (const { entry, tags, refusal } of readings) {
    const [tag] = tags
    if (tag && !refusal) claims.set(tag, (claims.get(tag) ?? new Set()).add(entry.row))
  }
  return readings.map((reading) => {
    const [tag] = reading.tags
    const twice = tag && !reading.refusal && (claims.get(tag)?.size ?? 0) > 1
    return twice ? { ...reading, refusal: "duplicate-row" } : reading
  })
}

type CountsMode = "none" | "all" | "unclear"

/** Whether a column's texts include counts. A single one could be a name that ends in a number. */
function countsMode(hits: readonly Hit[]): CountsMode {
  const onlyCounted = hits.filter((hit) => hit.counted.length > 0 && hit.exact.length === 0).length
  const onlyExact = hits.filter((hit) => hit.exact.length > 0 && hit.counted.length === 0).length
  if (onlyCounted === 0) return "none"
  return onlyCounted > 1 || onlyExact === 0 ? "all" : "unclear"
}

function readEntry(entry: Entry, counts: CountsMode, entries: readonly Entry[]): Reading {
  const { exact, counted } = entry.hit
  if (exact.length > 0 && counted.length > 0 && exact[0] !== counted[0]) {
    if (exact.length === 1 && counts === "none" && isNamed(counted, entries)) return { entry, tags: exact }
    return { entry, tags: [...exact, ...counted], refusal: "ambiguous-count" }
  }
  if (exact.length === 0 && counts !== "all") return { entry, tags: counted, refusal: "ambiguous-count" }
  const tags = exact.length > 0 ? exact : counted
  return tags.length === 1 ? { entry, tags } : { entry, tags, refusal: "ambiguous-name" }
}

/** Whether another row shows the name without the number: then the number is part of a name. */
function isNamed(counted: readonly PageTag[], entries: readonly Entry[]): boolean {
  const plain = entries.filter(({ hit }) => hit.counted.length === 0)
  return plain.length > 2 && plain.some(({ hit }) => hit.exact.length === 1 && hit.exact[0] === counted[0])
}

export interface Settled {
  readonly rows: readonly RecognizedRow[]
  readonly unselectable: readonly UnselectableRow[]
}

/** A list whose column of names is known. */
interface List {
  readonly column: Column
  readonly readings: readonly Reading[]
  readonly rows: readonly Element[]
}

interface Claim {
  readonly row: Element
  readonly nameElement: Element
  readonly tags: readonly PageTag[]
  readonly refusal: Refusal | undefined
}

/**
 * Determines each row's tag by its text and by the id in it, if any.
 * @param inShadow whether rows may contain shadow trees
 * @param rival whether the column is in doubt, so that only ids count
 */
export function settleRows(judged: List, names: NameIndex, inShadow: boolean, rival: boolean): Settled {
  const readingOf = new Map(judged.readings.map((reading) => [reading.entry.row, reading]))
  const places = placesIn(judged.column)
  const claims: Claim[] = []
  for (const row of judged.rows) {
    const reading = readingOf.get(row)
    const ids = idsIn(row, names, inShadow)
    const own = ids.size === 1 ? [...ids][0] : undefined
    if (!reading && !own) continue
    const nameElement = reading?.entry.element ?? places(row)[0] ?? row
    claims.push({ row, nameElement, ...settle(reading, own, rival) })
  }
  return split(claims)
}

function settle(
  reading: Reading | undefined,
  own: PageTag | undefined,
  rival: boolean,
): Pick<Claim, "tags" | "refusal"> {
  if (own && (rival || !reading)) return { tags: [own], refusal: undefined }
  if (!reading) return { tags: [], refusal: "id-conflict" }
  const { tags, refusal } = reading
  if (own && !tags.includes(own)) return { tags: [...tags, own], refusal: "id-conflict" }
  if (own) return { tags: [own], refusal: undefined }
  return { tags, refusal: rival ? "rival-column" : refusal }
}

function split(claims: readonly Claim[]): Settled {
  const times = new Map<PageTag, number>()
  for (const { tags, refusal } of claims) {
    const [tag] = tags
    if (tag && !refusal) times.set(tag, (times.get(tag) ?? 0) + 1)
  }
  const rows: RecognizedRow[] = []
  const unselectable: UnselectableRow[] = []
  for (const { row, nameElement, tags, refusal } of claims) {
    const [tag] = tags
    const twice = tag && !refusal && (times.get(tag) ?? 0) > 1
    if (tag && !refusal && !twice) rows.push({ tagId: tag.id, element: row, nameElement })
    else
      unselectable.push({
        element: row,
        nameElement,
        tagIds: tags.map(({ id }) => id),
        reason: refusal ?? "duplicate-row",
      })
  }
  return { rows, unselectable }
}

/** The rows with their own checkboxes if each has exactly one readable checkbox; else undefined. */
export function withCheckboxes(
  rows: readonly RecognizedRow[],
  inShadow: boolean,
): RecognizedRow[] | undefined {
  const found: RecognizedRow[] = []
  for (const row of rows) {
    const checkbox = findCheckbox(row.element, row.nameElement, inShadow)
    if (!checkbox) return undefined
    found.push({ ...row, checkbox })
  }
  return found
}
