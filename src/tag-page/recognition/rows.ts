import { pauseAt, type Steps } from "../slices"
import { placesIn } from "./columns"
import type { Judged } from "./judge"
import type { Reading } from "./readings"
import type { PageTag, RecognisedRow, Refusal, UnselectableRow } from "./types"
import { findCheckbox } from "./zoho-checkbox"

export interface Settled {
  readonly rows: readonly RecognisedRow[]
  readonly unselectable: readonly UnselectableRow[]
}

interface Claim {
  readonly row: Element
  readonly nameElement: Element
  readonly tags: readonly PageTag[]
  readonly refusal: Refusal | undefined
}

/**
 * Settles for each row which tag it stands for, by its text and by the id in it, if there is one.
 * @param idsOf the tags whose ids a row holds
 * @param rival whether the texts' column is in doubt, so that only ids count
 */
export function* settleRows(
  judged: Judged,
  idsOf: (row: Element) => ReadonlySet<PageTag>,
  rival: boolean,
): Steps<Settled> {
  const readingOf = new Map(judged.readings.map((reading) => [reading.entry.row, reading]))
  const claims: Claim[] = []
  for (const [index, row] of judged.rows.entries()) {
    yield* pauseAt(index)
    const reading = readingOf.get(row)
    const ids = idsOf(row)
    const own = ids.size === 1 ? [...ids][0] : undefined
    if (!reading && !own) continue
    const nameElement = reading?.entry.element ?? placesIn(row, judged.column)[0] ?? row
    claims.push({ row, nameElement, ...settle(reading, own, rival) })
  }
  yield
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
  const rows: RecognisedRow[] = []
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

/** The rows with their own boxes, if each has exactly one that can be read; else undefined. */
export function withCheckboxes(
  rows: readonly RecognisedRow[],
  inShadow: boolean,
): RecognisedRow[] | undefined {
  const found: RecognisedRow[] = []
  for (const row of rows) {
    const checkbox = findCheckbox(row.element, row.nameElement, inShadow)
    if (!checkbox) return undefined
    found.push({ ...row, checkbox })
  }
  return found
}
