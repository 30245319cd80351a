/** Determines which tag each row shows: by its text, compared with the other rows, and by the id in it, if any. */
import { placesIn, type Entry } from "./columns"
import type { Judged } from "./judge"
import { idsIn, type NameIndex } from "./names"
import type { Hit, PageTag, RecognizedRow, Refusal, Settled, UnselectableRow } from "./types"
import { findCheckbox } from "./zoho-checkbox"

interface Claim {
  readonly tags: readonly PageTag[]
  /** Undefined if the row shows exactly `tags[0]`. */
  readonly refusal?: Refusal | undefined
}

/** What one row of a column shows: a tag, or why that is uncertain. */
export type Reading = Entry & Claim

/** Reads all rows of a column together: only the other rows show whether a number in brackets is a count. */
export function readColumn(entries: readonly Entry[]): Reading[] {
  const hits = entries.map(({ hit }) => hit)
  const counts = countsMode(hits)
  return withoutTwins(entries.map((entry) => ({ ...entry, ...readHit(entry.hit, counts, hits) })))
}

type CountsMode = "none" | "all" | "unclear"

/** Whether a column's texts include counts. A single one could be a name that ends in a number. */
function countsMode(hits: readonly Hit[]): CountsMode {
  const onlyCounted = hits.filter((hit) => hit.counted.length > 0 && hit.exact.length === 0).length
  const onlyExact = hits.filter((hit) => hit.exact.length > 0 && hit.counted.length === 0).length
  if (onlyCounted === 0) return "none"
  return onlyCounted > 1 || onlyExact === 0 ? "all" : "unclear"
}

function readHit({ exact, counted }: Hit, counts: CountsMode, hits: readonly Hit[]): Claim {
  if (exact.length > 0 && counted.length > 0 && exact[0] !== counted[0]) {
    if (exact.length === 1 && counts === "none" && isNamed(counted, hits)) return { tags: exact }
    return { tags: [...exact, ...counted], refusal: "ambiguous-count" }
  }
  if (exact.length === 0 && counts !== "all") return { tags: counted, refusal: "ambiguous-count" }
  const tags = exact.length > 0 ? exact : counted
  return tags.length === 1 ? { tags } : { tags, refusal: "ambiguous-name" }
}

/** Whether another row shows the name without the number: then the number is part of a name. */
function isNamed(counted: readonly PageTag[], hits: readonly Hit[]): boolean {
  const plain = hits.filter((hit) => hit.counted.length === 0)
  return plain.length > 2 && plain.some(({ exact }) => exact.length === 1 && exact[0] === counted[0])
}

/** Refuses each row that shows the same tag as another row. */
function withoutTwins<T extends Claim & Pick<Entry, "row">>(claims: readonly T[]): T[] {
  const rowsOf = new Map<PageTag, Set<Element>>()
  for (const { row, tags, refusal } of claims) {
    const [tag] = tags
    if (tag && !refusal) rowsOf.set(tag, (rowsOf.get(tag) ?? new Set()).add(row))
  }
  return claims.map((claim) => {
    const [tag] = claim.tags
    const isTwin = tag && !claim.refusal && (rowsOf.get(tag)?.size ?? 0) > 1
    return isTwin ? { ...claim, refusal: "duplicate-row" } : claim
  })
}

/**
 * Determines each row's tag by its text and by the id in it, if any.
 * @param inShadow whether rows may contain shadow trees
 * @param rival whether another column could hold the names, so that only ids count
 */
export function settleRows(
  { column, readings, rows }: Judged,
  names: NameIndex,
  inShadow: boolean,
  rival: boolean,
): Settled {
  const readingOf = new Map(readings.map((reading) => [reading.row, reading]))
  const places = placesIn(column)
  const claims = rows.flatMap((row) => {
    const reading = readingOf.get(row)
    const [id, other] = idsIn(row, names, inShadow)
    const own = other ? undefined : id
    if (!reading && !own) return []
    const nameElement = reading?.element ?? places(row)[0] ?? row
    return [{ row, nameElement, ...settle(reading, own, rival) }]
  })
  const settled = { rows: [] as RecognizedRow[], unselectable: [] as UnselectableRow[] }
  for (const { row: element, nameElement, tags, refusal } of withoutTwins(claims)) {
    const [tag] = tags
    if (tag && !refusal) settled.rows.push({ tagId: tag.id, element, nameElement })
    else {
      const tagIds = tags.map(({ id }) => id)
      settled.unselectable.push({ element, nameElement, tagIds, reason: refusal ?? "id-conflict" })
    }
  }
  return settled
}

function settle(reading: Reading | undefined, own: PageTag | undefined, rival: boolean): Claim {
  const { tags, refusal }: Claim = reading ?? { tags: [] }
  if (!own) return { tags, refusal: rival ? "rival-column" : refusal }
  if (!rival && reading && !tags.includes(own)) return { tags: [...tags, own], refusal: "id-conflict" }
  return { tags: [own] }
}

/** The rows with their own checkboxes if there are rows and each has exactly one readable checkbox; else undefined. */
export function withCheckboxes(
  rows: readonly RecognizedRow[],
  inShadow: boolean,
): RecognizedRow[] | undefined {
  if (rows.length === 0) return undefined
  const found: RecognizedRow[] = []
  for (const row of rows) {
    const checkbox = findCheckbox(row.element, row.nameElement, inShadow)
    if (!checkbox) return undefined
    found.push({ ...row, checkbox })
  }
  return found
}
