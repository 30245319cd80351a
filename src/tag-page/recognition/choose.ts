/** Chooses the column that holds the names; none if two fit. */
import { visible as normalize } from "../../lib/names"
import { levelsOf } from "./branches"
import { columnsOf, shapeOf, type Column } from "./columns"
import { contains, isRow, isRowLike, parentOf } from "./dom"
import { isOneOfRows, judgeColumn, type Judged, type Knowledge } from "./judge"
import type { Reading } from "./rows"
import type { Hit } from "./types"

export interface Choice {
  readonly judged: Judged | null
  /** Another column fits as well, so nothing may be selected. */
  readonly rival: boolean
  readonly candidates: number
  /** The choice depends only on this element's content and the hits; null: on the whole page. */
  readonly span: Element | null
}

const MAX_JUDGED = 14
/** With a single tag, every ancestor of its name is a candidate column. */
const MAX_JUDGED_OF_ONE = 40
const FEW_HITS = 60
/** A list with a smaller share of names is about something else, such as a menu that shares a few words with tags. */
const MIN_COVERAGE = 0.6
/** The same for a list of single words, like a menu, with only some of the tags. */
const MIN_COVERAGE_OF_FEW = 0.85
const CONTROLS = "button,input,lyte-button,lyte-checkbox,a[href],[role=button],[role=checkbox]"
/** Rows that must agree before a list counts as a list of tags, if the module has that many. */
const ENOUGH_ROWS = 3

/** Finds the column of the names among all places that show names. */
export function chooseColumn(hits: readonly Hit[], known: Knowledge): Choice {
  const usable = hits.filter((hit) => hit.zone !== "navigation")
  const every = usable.length < FEW_HITS && (known.shapes.size > 0 || known.tagCount === 1)
  const { columns, top } = columnsOf(usable, every)
  const judged = judgeBest(columns, known, every)
  const fit = judged.filter(
    (one) => isListOfTags(one, known) && !judged.some((other) => isSpoiled(one, other, known)),
  )
  const [best] = fit.sort(byFitness)
  // The top may be a list itself, which is compared with its neighbors.
  const span = every || !top ? null : parentOf(top)
  const about = { span, candidates: columns.length }
  if (!best || (known.tagCount === 1 && !isOnlyPlace(best, fit, known)))
    return { judged: null, rival: false, ...about }
  const rival = !isKnown(best.column, known) && judged.some((other) => isRival(best, other, known))
  return { judged: best, rival, ...about }
}

/** Rows with more than one word first, then the most names, then the larger rows. */
function byFitness(a: Judged, b: Judged): number {
  const bare = Number(a.readings.every(isBare)) - Number(b.readings.every(isBare))
  if (bare !== 0) return bare
  const sections = levelsOf(a.column.sections) - levelsOf(b.column.sections)
  return b.distinct.size - a.distinct.size || sections || b.coverage - a.coverage
}

/** Whether a list is one section of a longer list that is not a list of tags. */
function isSpoiled(one: Judged, whole: Judged, known: Knowledge): boolean {
  const [a, b] = [one.column, whole.column]
  if (levelsOf(a.sections) >= levelsOf(b.sections) || whole.readings.length <= one.readings.length)
    return false
  if (a.kind !== b.kind || a.rowName !== b.rowName || a.steps !== b.steps) return false
  const [row] = one.rows
  return row !== undefined && whole.rows.includes(row) && !isListOfTags(whole, known)
}

/** Whether a module's only tag was found in one place only. */
function isOnlyPlace(best: Judged, fit: readonly Judged[], known: Knowledge): boolean {
  const row = best.readings[0]?.row
  const isSame = (other: Element): boolean =>
    row !== undefined && (contains(row, other) || contains(other, row))
  return (
    isKnown(best.column, known) ||
    fit.every(({ readings }) => readings.every((reading) => isSame(reading.row)))
  )
}

/** Judges the columns with the most names; of several with the same names in the same rows, only the first. */
function judgeBest(columns: readonly Column[], known: Knowledge, every: boolean): Judged[] {
  const least = every ? 1 : Math.min(2, known.tagCount)
  const sizeOf = ({ entries }: Column): number =>
    new Set(entries.map(({ hit }) => hit.exact[0] ?? hit.counted[0])).size
  const sized = columns
    .map((column) => ({
      column,
      size: sizeOf(column),
      seen: every && isKnown(column, known) ? 1 : 0,
    }))
    .filter(({ column, size, seen }) => size >= least && (size > 1 || seen || isRowLike(rowOf(column))))
    .sort((a, b) => b.seen - a.seen || b.size - a.size)
  const judged: Judged[] = []
  for (const { column } of sized) {
    if (judged.length >= (known.tagCount === 1 ? MAX_JUDGED_OF_ONE : MAX_JUDGED)) break
    if (judged.some((other) => saysTheSame(other, column))) continue
    judged.push(judgeColumn(column, known, isKnown(column, known)))
  }
  return judged
}

const rowOf = ({ entries, list }: Column): Element => entries[0]?.row ?? list

function saysTheSame(judged: Judged, column: Column): boolean {
  const { entries } = judged.column
  if (judged.coverage < MIN_COVERAGE || entries.length !== column.entries.length) return false
  return entries.every((entry, index) => {
    const other = column.entries[index]
    return other?.hit === entry.hit && other.row === entry.row
  })
}

const isKnown = (column: Column, { shapes }: Knowledge): boolean =>
  shapes.size > 0 && shapes.has(shapeOf(column))

function isListOfTags(judged: Judged, known: Knowledge): boolean {
  const { readings, coverage, twice, column, distinct } = judged
  if (known.tagCount === 1) return isOnlyTag(judged, known)
  const isFew = distinct.size < 0.8 * known.tagCount
  const least = isFew && readings.every(isBare) ? MIN_COVERAGE_OF_FEW : MIN_COVERAGE
  if (coverage < least || twice > 0.3 * readings.length) return false
  if (isKnown(column, known)) return readings.length > 0
  const names = new Set(readings.map((reading) => reading.tags[0]))
  if (names.size < Math.min(known.tagCount, ENOUGH_ROWS)) return false
  if (column.sections !== "" ? mayBeCells(judged) : isOneOfRows(column.list, known.tagCount > 2 ? 2 : 1))
    return false
  return !isAllCommon(judged, known) && isInFitZone(judged, known)
}

/** Whether a row belongs to a module's only tag. With nothing to compare, the case must be clear. */
function isOnlyTag(judged: Judged, known: Knowledge): boolean {
  const { readings, coverage } = judged
  const [only, second] = readings
  if (!only || second || only.hit.zone === "button") return false
  if (!isRowLike(only.row) || mayContainRows(only) || isAllCommon(judged, known)) return false
  return coverage >= (isBare(only) ? 1 : 0.5)
}

/** Whether an element that is a row only by its classes contains another such element around the name. */
function mayContainRows({ row, hit }: Reading): boolean {
  if (isRow(row)) return false
  for (let at: Element | null = hit.element; at && at !== row; at = parentOf(at))
    if (isRowLike(at)) return true
  return false
}

/** Whether a row shows nothing but its name. */
function isBare({ row, hit }: Reading): boolean {
  if (row.shadowRoot || row.querySelector(CONTROLS)) return false
  return normalize(row.textContent) === normalize(hit.element.textContent)
}

/** Grandchildren may be rows in sections, or the cells of all rows. If they show nothing but names, they are rows. */
function mayBeCells({ rows, readings, coverage, twice }: Judged): boolean {
  const [row] = rows
  if (row && isRow(row)) return false
  const parents = new Set(readings.map(({ row }) => row.parentNode))
  const oneEach = parents.size === readings.length
  return !oneEach && (coverage < 0.95 || twice > 0 || readings.length < 6)
}

/** Words found all over the page form a list of tags only if they cover the whole module, in proper rows. */
function isAllCommon({ readings, coverage, distinct }: Judged, known: Knowledge): boolean {
  // On buttons, the list's own names are what makes them common.
  if (readings.some(({ hit }) => hit.zone === "button")) return false
  if (readings.some(({ tags }) => tags[0] && !known.isCommon(tags[0]))) return false
  return coverage < 1 || distinct.size < known.tagCount || known.tagCount === 1 || readings.every(isBare)
}

/** A list of buttons must contain nearly all tags; otherwise it may be the page's own controls. */
function isInFitZone({ readings, distinct }: Judged, known: Knowledge): boolean {
  const buttons = readings.filter(({ hit }) => hit.zone === "button").length
  return buttons <= readings.length / 2 || distinct.size >= Math.max(5, 0.6 * Math.min(known.tagCount, 20))
}

/** Whether another column of the same rows could equally be the column of the names. */
function isRival(best: Judged, other: Judged, known: Knowledge): boolean {
  if (other === best || other.twice > 0 || other.coverage < 0.8 * best.coverage) return false
  if (best.distinct.size === known.tagCount && other.distinct.size < known.tagCount) return false
  const conflicts = conflictsOf(best, other)
  // A column that shows only names and is empty in the other rows may be the right one.
  if (conflicts > 0 && other.empty > 1 && other.coverage >= best.coverage) return true
  return conflicts >= 2 && conflicts >= 0.5 * best.distinct.size
}

/** In how many rows the other column names a different tag; 0 if its rows are other rows. */
function conflictsOf(best: Judged, other: Judged): number {
  const tagOf = new Map(best.readings.map(({ row, tags }) => [row, tags[0]]))
  const met = new Set<Element>()
  let conflicts = 0
  for (const { element, hit, tags } of other.readings) {
    let row: Element | null = element
    while (row && !tagOf.has(row)) row = parentOf(row)
    if (!row) continue
    if (met.has(row)) return 0
    met.add(row)
    if (hit.zone !== "button" && tagOf.get(row) !== tags[0]) conflicts++
  }
  return conflicts
}
