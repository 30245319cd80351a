import { parentOf } from "../dom"
import type { RecognisedRow, Hit, PageTag } from "./types"
import { isCell, isRow } from "./zones"

/** Class names by which people call one of several like things. */
const ROW_CLASS = /(?:^|[\s_-])(?:row|item|card|pill|chip|tag)s?(?:$|[\s_-])/i

/**
 * The row of a module's only tag. No second row is there to compare with, so the name must stand in one row-like
 * element only and must not be a word in common use.
 */
export function findSingle(hits: readonly Hit[], tag: PageTag, isCommon: boolean): RecognisedRow | undefined {
  const plain = hits.filter((hit) => hit.zone === "plain" && hit.exact.length + hit.counted.length > 0)
  const [first] = plain
  if (!first || isCommon) return undefined
  const element = rowAround(first.element)
  if (!element || plain.some((hit) => rowAround(hit.element) !== element)) return undefined
  return { tagId: tag.id, element, nameElement: first.element }
}

function rowAround(element: Element): Element | null {
  let called: Element | null = null
  for (let at: Element | null = element; at && at !== at.ownerDocument.body; at = parentOf(at)) {
    if (isRow(at)) return at
    if (!called && !isCell(at) && ROW_CLASS.test(at.getAttribute("class") ?? "")) called = at
    if (/(?:^|-)table$|^(?:ul|ol|main)$/.test(at.localName)) break
  }
  return called
}
