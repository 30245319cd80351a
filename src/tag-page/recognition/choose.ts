/** Which column is that of the names; none where two fit. */
import { visible as normalise } from "../../lib/names"
import { columnsOf, HitTree, shapeOf, type Column } from "./columns"
import { holds, isRow, isRowLike, parentOf } from "./dom"
import { isOneOfRows, judgeColumn, type Judged, type Knowledge } from "./judge"
import type { Reading } from "./rows"
import type { Hit } from "./types"

export interface Choice {
  readonly judged: Judged | null
  /** Another column fits as well: nothing may be picked. */
  readonly rival: boolean
  readonly candidates: number
  /** The choice follows from what is in this element and from the hits alone; null: from all of the page. */
  readonly span: Element | null
}

const MOST_JUDGED = 14
/** With a single tag, each place around it is another column. */
const MOST_JUDGED_OF_ONE = 40
const FEW_HITS = 60
/** Below this share of names, a list is about something else, such as a menu with a few equal words. */
const LEAST_COVERAGE = 0.6
/** The same for a list of bare words, as menus are, that holds only some of the tags. */
const LEAST_COVERAGE_OF_FEW = 0.85
const CONTROLS = "button,input,lyte-button,lyte-checkbox,a[href],[role=button],[role=checkbox]"
/** As many rows as must agree before a list counts as one of tags, if the module has that many. */
const ENOUGH_ROWS = 3

/** Finds the column of the names among all places that show names. */
export function chooseColumn(hits: readonly Hit[], root: Element, known: Knowledge): Choice {
  const usable = hits.filter((hit) => hit.zone !== "navigation")
  const every = usable.length < FEW_HITS && (known.shapes.size > 0 || known.tagCount === 1)
  const tree = new HitTree(usable, root)
  const columns = columnsOf(usable, tree, every)
  const judged = judgeBest(columns, known, every)
  const fit = judged.filter(
    (one) => isListOfTags(one, known) && !judged.some((other) => isSpoiled(one, other, known)),
  )
  const [best] = fit.sort(byFitness)
  // The top may be a list, which is compared with its neighbors.
  const span = every || !tree.top ? null : parentOf(tree.top)
  const about = { span, candidates: columns.length }
  if (!best || (known.tagCount === 1 && !isOnlyPlace(best, fit, known)))
    return { judged: null, rival: false, ...about }
  const rival = !isKnown(best.column, known) && judged.some((other) => isRival(best, other, known))
  return { judged: best, rival, ...about }
}

/** Rows with more in them than a word before bare words; then most names; then the larger rows. */
function byFitness(a: Judged, b: Judged): number {
  const bare = Number(a.readings.every(isBare)) - Number(b.readings.every(isBare))
  if (bare !== 0) return bare
  const sections = a.column.sections.length - b.column.sections.length
  return b.distinct.size - a.distinct.size || sections || b.coverage - a.coverage
}

/** Whether a list is only one section of a longer list that is none of tags. */
function isSpoiled(one: Judged, whole: Judged, known: Knowledge): boolean {
  const [a, b] = [one.column, whole.column]
  if (a.sections.length >= b.sections.length || whole.readings.length <= one.readings.length) return false
  if (a.kind !== b.kind || a.rowName !== b.rowName || a.steps.join() !== b.steps.join()) return false
  const [row] = one.rows
  return row !== undefined && whole.rows.includes(row) && !isListOfTags(whole, known)
}

/** Whether a module's only tag was found in one place only. */
function isOnlyPlace(best: Judged, fit: readonly Judged[], known: Knowledge): boolean {
  const row = best.readings[0]?.entry.row
  const isSame = (other: Element): boolean => row !== undefined && (holds(row, other) || holds(other, row))
  return (
    isKnown(best.column, known) ||
    fit.every(({ readings }) => readings.every(({ entry }) => isSame(entry.row)))
  )
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
      seen: every && isKnown(column, known) ? 1 : 0,
    }))
    .filter(({ column, size, seen }) => size >= least && (size > 1 || seen || isRowLike(rowOf(column))))
    .sort((a, b) => b.seen - a.seen || b.size - a.size)
  const judged: Judged[] = []
  for (const { column } of sized) {
    if (judged.length >= (known.tagCount === 1 ? MOST_JUDGED_OF_ONE : MOST_JUDGED)) break
    if (judged.some((other) => saysTheSame(other, column))) continue
    judged.push(judgeColumn(column, known, isKnown(column, known)))
  }
  return judged
}

const rowOf = ({ entries, list }: Column): Element => entries[0]?.row ?? list

function saysTheSame(judged: Judged, column: Column): boolean {
  const { entries } = judged.column
  if (judged.coverage < LEAST_COVERAGE || entries.length !== column.entries.length) return false
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
  const least = isFew && readings.every(isBare) ? LEAST_COVERAGE_OF_FEW : LEAST_COVERAGE
  if (coverage < least || twice > 0.3 * readings.length) return false
  if (isKnown(column, known)) return readings.length > 0
  const names = new Set(readings.map((reading) => reading.tags[0]))
  if (names.size < Math.min(known.tagCount, ENOUGH_ROWS)) return false
  if (column.sections.length > 0 ? mayBeCells(judged) : isOneOfRows(column.list, known.tagCount > 2 ? 2 : 1))
    return false
  return !isAllCommon(judged, known) && isInFitZone(judged, known)
}

/** Whether a row is that of a module's only tag. Nothing is there to compare with, so it must be a clear case. */
function isOnlyTag(judged: Judged, known: Knowledge): boolean {
  const { readings, coverage } = judged
  const [only, second] = readings
  if (!only || second || only.entry.hit.zone === "button") return false
  if (!isRowLike(only.entry.row) || mayWaitRows(only) || isAllCommon(judged, known)) return false
  return coverage >= (isBare(only) ? 1 : 0.5)
}

/** Whether what only its classes call a row has another one in it, around the name. */
function mayWaitRows({ entry: { row, hit } }: Reading): boolean {
  if (isRow(row)) return false
  for (let at: Element | null = hit.element; at && at !== row; at = parentOf(at))
    if (isRowLike(at)) return true
  return false
}

/** Whether a row shows nothing but its name. */
function isBare({ entry: { row, hit } }: Reading): boolean {
  if (row.shadowRoot || row.querySelector(CONTROLS)) return false
  return normalise(row.textContent) === normalise(hit.element.textContent)
}

/** Children of children may be rows in sections, or all cells of rows; with nothing but names in them they are rows. */
function mayBeCells({ rows, readings, coverage, twice }: Judged): boolean {
  const [row] = rows
  if (row && isRow(row)) return false
  const parents = new Set(readings.map(({ entry }) => entry.row.parentNode))
  const oneEach = parents.size === readings.length
  return !oneEach && (coverage < 0.95 || twice > 0 || readings.length < 6)
}

/** Words that are all over the page make a list of tags only when they are all of the module's, in proper rows. */
function isAllCommon({ readings, coverage, distinct }: Judged, known: Knowledge): boolean {
  // On buttons, the list's own names are what makes them common.
  if (readings.some(({ entry }) => entry.hit.zone === "button")) return false
  if (readings.some(({ tags }) => tags[0] && !known.isCommon(tags[0]))) return false
  return coverage < 1 || distinct.size < known.tagCount || known.tagCount === 1 || readings.every(isBare)
}

/** A list of buttons must hold nearly all tags, or it may be the page's own controls. */
function isInFitZone({ readings, distinct }: Judged, known: Knowledge): boolean {
  const buttons = readings.filter(({ entry }) => entry.hit.zone === "button").length
  return buttons <= readings.length / 2 || distinct.size >= Math.max(5, 0.6 * Math.min(known.tagCount, 20))
}

/** Whether another column of the same rows could just as well be that of the names. */
function isRival(best: Judged, other: Judged, known: Knowledge): boolean {
  if (other === best || other.twice > 0 || other.coverage < 0.8 * best.coverage) return false
  if (best.distinct.size === known.tagCount && other.distinct.size < known.tagCount) return false
  const conflicts = conflictsOf(best, other)
  // A column whose every text is a name and whose other rows are still empty may be the true one.
  if (conflicts > 0 && other.empty > 1 && other.coverage >= best.coverage) return true
  return conflicts >= 2 && conflicts >= 0.5 * best.distinct.size
}

/** In how many rows of the one the other names another tag; 0 when it is no column of these rows. */
function conflictsOf(best: Judged, other: Judged): number {
  const tagOf = new Map(best.readings.map(({ entry, tags }) => [entry.row, tags[0]]))
  const met = new Set<Element>()
  let conflicts = 0
  for (const { entry, tags } of other.readings) {
    let row: Element | null = entry.element
    while (row && !tagOf.has(row)) row = parentOf(row)
    if (!row) continue
    if (met.has(row)) return 0
    met.add(row)
    if (entry.hit.zone !== "button" && tagOf.get(row) !== tags[0]) conflicts++
  }
  return conflicts
}
