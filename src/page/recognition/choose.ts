import { hasText, parentOf } from "../dom"
import type { Column } from "./columns"
import { columnsOf, placesIn, rowsOf, shapeOf } from "./columns"
import type { Reading } from "./readings"
import { readColumn } from "./readings"
import type { Hit, PageTag } from "./types"
import { isRow } from "./zones"

/** A column that was looked at closely. */
export interface Judged {
  readonly column: Column
  readonly readings: readonly Reading[]
  readonly rows: readonly Element[]
  /** Tags that exactly one row stands for. */
  readonly distinct: ReadonlySet<PageTag>
  /** Rows that show a name which another row shows too. */
  readonly twice: number
  /** Of the rows with a text at the column's place, the share whose text is a tag's name. */
  readonly coverage: number
}

export interface Choice {
  readonly judged: Judged | null
  /** Another column fits as well: nothing may be picked. */
  readonly rival: boolean
  readonly candidates: number
}

export interface Knowledge {
  readonly tagCount: number
  /** Names that stand elsewhere on the page, or may, as words in common use. */
  readonly isCommon: (tag: PageTag) => boolean
  /** Shapes of lists that were sure before on this page: one row is enough for these. */
  readonly shapes: ReadonlySet<string>
  readonly isVisible: (element: Element) => boolean
}

const MOST_JUDGED = 14
/** Below this share of names, a list is about something else, such as a menu with a few equal words. */
const LEAST_COVERAGE = 0.6
/** As many rows as must agree before a list counts as one of tags, if the module has that many. */
const ENOUGH_ROWS = 3

/** Finds the column of the names among all places that show names; refuses when two fit. */
export function chooseColumn(hits: readonly Hit[], root: Element, known: Knowledge): Choice {
  const usable = hits.filter((hit) => hit.zone !== "navigation")
  const every = known.shapes.size > 0 && usable.length < 60
  const columns = columnsOf(usable, root, every)
  const judged = judgeBest(columns, known, every)
  const fit = judged.filter((one) => isListOfTags(one, known))
  const [best] = fit.sort((a, b) => b.distinct.size - a.distinct.size || b.coverage - a.coverage)
  if (!best) return { judged: null, rival: false, candidates: columns.length }
  const rival = !isKnown(best, known) && judged.some((other) => isRival(best, other, known))
  return { judged: best, rival, candidates: columns.length }
}

/** Judges the columns with most names; of several with the same names in the same rows, the first. */
function judgeBest(columns: readonly Column[], known: Knowledge, every: boolean): Judged[] {
  const least = every ? 1 : Math.min(2, known.tagCount)
  const sizeOf = ({ entries }: Column): number =>
    new Set(entries.map(({ hit }) => hit.exact[0] ?? hit.counted[0])).size
  const sized = columns
    .map((column) => ({
      column,
      size: sizeOf(column),
      seen: every && known.shapes.has(shapeOf(column)) ? 1 : 0,
    }))
    .filter(({ size }) => size >= least)
    .sort((a, b) => b.seen - a.seen || b.size - a.size)
  const judged: Judged[] = []
  for (const { column } of sized) {
    if (judged.length >= MOST_JUDGED) break
    if (!judged.some((other) => saysTheSame(other, column))) judged.push(judge(column, known))
  }
  return judged
}

function saysTheSame(judged: Judged, column: Column): boolean {
  const { entries } = judged.column
  if (judged.coverage < LEAST_COVERAGE || entries.length !== column.entries.length) return false
  return entries.every((entry, index) => {
    const other = column.entries[index]
    return other !== undefined && entry.hit === other.hit && entry.row === other.row
  })
}

function judge(column: Column, known: Knowledge): Judged {
  const rows = rowsOf(column)
  const entryOf = new Map(column.entries.map((entry) => [entry.row, entry]))
  const entries: Column["entries"] = []
  let texts = 0
  for (const row of rows) {
    const places = placesIn(row, column)
    const [place] = places
    const entry = entryOf.get(row)
    // Several places of the same classes: which of them holds the name is open.
    if (column.kind === "class" && places.length > 1) {
      texts++
      continue
    }
    if (entry) entries.push(entry)
    if (entry || (place && hasText(place) && known.isVisible(place))) texts++
  }
  const readings = readColumn(entries)
  const distinct = new Set(readings.flatMap((reading) => (reading.refusal ? [] : reading.tags)))
  const twice = readings.filter((reading) => reading.refusal === "duplicate-row").length
  return { column, readings, rows, distinct, twice, coverage: texts > 0 ? entries.length / texts : 0 }
}

const isKnown = (judged: Judged, known: Knowledge): boolean => known.shapes.has(shapeOf(judged.column))

function isListOfTags(judged: Judged, known: Knowledge): boolean {
  const { readings, coverage, twice, column } = judged
  const names = new Set(readings.map((reading) => reading.tags[0]))
  if (coverage < LEAST_COVERAGE || twice > 0.3 * readings.length) return false
  if (isKnown(judged, known)) return readings.length > 0
  if (names.size < Math.min(known.tagCount, ENOUGH_ROWS)) return false
  if (column.sections.length > 0 && mayBeCells(judged)) return false
  if (isAllCommon(judged, known)) return false
  return isInFitZone(judged, known)
}

/**
 * Children of children may be rows in sections, or the cells of rows with all columns taken for one. Only a list
 * in which nothing but names stands is safe to be the first.
 */
function mayBeCells({ rows, readings, coverage, twice }: Judged): boolean {
  const [row] = rows
  if (row && isRow(row)) return false
  const parents = new Set(readings.map(({ entry }) => entry.row.parentNode))
  const oneEach = parents.size === readings.length
  return !oneEach && (coverage < 0.95 || twice > 0 || readings.length < 6)
}

/** Words that stand all over the page make a list of tags only when they are all the module's tags and no others. */
function isAllCommon({ readings, coverage, distinct }: Judged, known: Knowledge): boolean {
  // On buttons and in headings, the list's own names are what makes them common.
  if (readings.some(({ entry }) => entry.hit.zone !== "plain")) return false
  if (readings.some(({ tags }) => tags[0] && !known.isCommon(tags[0]))) return false
  return coverage < 1 || distinct.size < known.tagCount
}

/** A list of buttons, or of headings, must hold nearly all tags, or it may be the page's own controls. */
function isInFitZone({ readings, distinct }: Judged, known: Knowledge): boolean {
  const inZone = (zone: Hit["zone"]): boolean =>
    readings.filter(({ entry }) => entry.hit.zone === zone).length > readings.length / 2
  const most = distinct.size >= 0.6 * Math.min(known.tagCount, 20)
  if (inZone("button")) return most && distinct.size >= 5
  return !inZone("heading") || most
}

/** Whether another column of the same rows could just as well be that of the names. */
function isRival(best: Judged, other: Judged, known: Knowledge): boolean {
  if (other === best || other.twice > 0 || other.coverage < 0.8 * best.coverage) return false
  if (best.distinct.size === known.tagCount && other.distinct.size < known.tagCount) return false
  const tagOf = new Map(best.readings.map(({ entry, tags }) => [entry.row, tags[0]]))
  let conflicts = 0
  for (const { entry, tags } of other.readings) {
    if (entry.hit.zone === "button") continue
    let row: Element | null = entry.element
    while (row && !tagOf.has(row)) row = parentOf(row)
    if (row && tagOf.get(row) !== tags[0]) conflicts++
  }
  return conflicts >= 2 && conflicts >= 0.5 * best.distinct.size
}
