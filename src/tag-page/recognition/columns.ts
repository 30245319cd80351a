/** Collects every column that could hold the names. A column is one place in each row of a list. */
import {
  classStep,
  columnOf,
  growBranches,
  liftedOf,
  pathOf,
  placeStep,
  stepsOf,
  type Branch,
  type Path,
} from "./branches"
import { childrenOf, pathTo } from "./dom"
import type { Hit } from "./types"

/** How to find a place in the other rows: by position, by classes, or by its cell, whatever the cell contains. */
type Kind = "place" | "class" | "cell"

export interface Entry {
  readonly row: Element
  readonly hit: Hit
  /** The element that shows the name. */
  readonly element: Element
}

/** The rows are children of `list`; in a list with sections, of all elements that the `sections` path reaches. */
export interface Column {
  readonly list: Element
  readonly sections: Path
  readonly rowName: string
  readonly kind: Kind
  /** The path from a row down to the place. */
  readonly steps: Path
  readonly entries: Entry[]
}

/** Real rows are not deeper or larger than this. */
const MAX_DEPTH = 14
const MAX_HITS_IN_ROW = 12
const MAX_SECTIONS = 3

/** Columns as they are found, in that order. */
class Columns {
  readonly all: Column[] = []
  readonly #byList = new Map<Branch, Map<string, Column>>()

  add(list: Branch, at: Omit<Column, "list" | "entries">, entry: Entry): void {
    const known = this.#byList.get(list) ?? new Map<string, Column>()
    this.#byList.set(list, known)
    const key = `${at.kind}/${at.rowName}/${at.sections}/${at.steps}`
    const column = known.get(key) ?? { ...at, list: list.element, entries: [] }
    column.entries.push(entry)
    if (known.has(key)) return
    known.set(key, column)
    this.all.push(column)
  }
}

/**
 * Every column that could hold the names: for each hit, at each level where hits are siblings.
 * @param everyLevel also where a list has a hit in one child only
 * @returns also the innermost element that contains all hits; null if there are none
 */
export function columnsOf(
  hits: readonly Hit[],
  everyLevel: boolean,
): { columns: Column[]; top: Element | null } {
  const columns = new Columns()
  const leaves = growBranches(hits)

  /** Tries each ancestor of a hit as its row, from the inside out. */
  function add(hit: Hit, from: Branch): void {
    let place: Path = ""
    let classes: Path = ""
    // The path to the name's cell; null outside tables and grids.
    let cell: Path | null = null
    let row = from
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      const list = row.parent
      if (!list || row.hits > MAX_HITS_IN_ROW) return
      const entry = { row: row.element, hit, element: from.element }
      if (!row.isCell) addLevels({ place, classes, cell }, row, entry)
      // An ancestor of a row contains rows, so it is not a row.
      if (row.isRow || list.hits > MAX_HITS_IN_ROW) return
      const step = placeStep(row.element)
      place = pathOf(step, place)
      cell = row.isCell ? step : cell && pathOf(step, cell)
      classes = pathOf(row.classes, classes)
      row = list
    }
  }

  /** The row's parent is the list, or a section of a list further up. */
  function addLevels(
    { place, classes, cell }: { place: Path; classes: Path; cell: Path | null },
    row: Branch,
    entry: Entry,
  ): void {
    const name = row.element.localName
    let sections: Path = ""
    let list = row.parent
    for (let depth = 0; list && depth <= MAX_SECTIONS; depth++) {
      if (everyLevel || list.children > 1) {
        columns.add(list, { sections, rowName: name, kind: "place", steps: place }, entry)
        if (cell !== null && cell.length < place.length && entry.element === entry.hit.element)
          columns.add(list, { sections, rowName: name, kind: "cell", steps: cell }, entry)
        // In a flat list, where each cell is its own row, only the classes distinguish it from other cells.
        const rowName = classes === "" ? row.classes : name
        if (classes !== "" || row.element.hasAttribute("class"))
          columns.add(list, { sections, rowName, kind: "class", steps: classes }, entry)
      }
      if (list.isRow || list.isCell) return
      sections = pathOf(list.classes, sections)
      list = list.parent
    }
  }

  for (const { hit, leaf } of leaves) {
    const lifted = liftedOf(leaf)
    add(hit, leaf)
    if (lifted !== leaf) add(hit, lifted)
  }
  let top = leaves[0]?.leaf ?? null
  while (top && top.hits < hits.length) top = top.parent
  return { columns: columns.all, top: top?.element ?? null }
}

/** Finds a row's elements at a column's place: one in a row of its list, none or several in other rows. */
export function placesIn({ kind, steps }: Column): (row: Element) => Element[] {
  const finders = stepsOf(steps).map((step) => (kind === "class" ? byClass(step) : byPlace(step)))
  return (row) => finders.reduce<Element[]>((found, find) => found.flatMap(find), [row])
}

const byClass =
  (step: string) =>
  (parent: Element): Element[] =>
    [...childrenOf(parent)].filter((child) => classStep(child) === step)

function byPlace(step: string): (parent: Element) => Element[] {
  const [, name, place, column] = /^(.*?)(?::(\d+)|@(.*))$/.exec(step) ?? []
  return (parent) => {
    const named = [...childrenOf(parent)].filter(({ localName }) => localName === name)
    if (place === undefined) return named.filter((child) => columnOf(child) === column)
    const child = named[Number(place) - 1]
    return child ? [child] : []
  }
}

/** All rows of a column's list, with or without a name, in document order. */
export function rowsOf(column: Column): Element[] {
  let lists = [column.list]
  for (const step of stepsOf(column.sections)) {
    lists = lists.flatMap((list) => [...childrenOf(list)].filter((section) => classStep(section) === step))
  }
  const isRowOf = (row: Element): boolean =>
    (column.rowName.includes(".") ? classStep(row) : row.localName) === column.rowName
  return lists.flatMap((list) => [...childrenOf(list)].filter(isRowOf))
}

/** Identifies a column in later scans of the same page. */
export function shapeOf(column: Column): string {
  const { sections, kind, rowName, steps } = column
  return [...namesAround(column), sections, kind, rowName, steps].join(">")
}

/** The column's shape for diagnostics: element names and positions only. */
export function structureOf(column: Column): string {
  const bare = (step: string): string => step.split(".")[0] ?? step
  const sections = stepsOf(column.sections).map((step) => `(${bare(step)})`)
  const steps = stepsOf(column.steps).map(bare)
  return [...namesAround(column), ...sections, `*${bare(column.rowName)}`, ...steps].join(">")
}

const namesAround = ({ list }: Column): string[] => pathTo(list).map(({ localName }) => localName)
