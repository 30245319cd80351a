/** Collects every column that could hold the names. A column is one place in each row of a list. */
import { childrenOf, hasText, isCell, isElement, isRow, isText, parentOf } from "./dom"
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

/** Steps down from an element, with a space between them, which none contains. */
type Path = string

const pathOf = (step: string, below: Path): Path => (below === "" ? step : `${step} ${below}`)
const stepsOf = (path: Path): string[] => (path === "" ? [] : path.split(" "))
export const levelsOf = (path: Path): number => stepsOf(path).length

/** Real rows are not deeper or larger than this. */
const MAX_DEPTH = 14
const MAX_HITS_IN_ROW = 12
const MAX_SECTIONS = 3

/** An element that shows a hit, or contains one. */
class Branch {
  readonly element: Element
  readonly parent: Branch | null
  readonly isRow: boolean
  readonly isCell: boolean
  /** Hits in and on the element. */
  hits = 0
  /** How many of its children contain hits. */
  children = 0
  /** The columns of which it is the list. */
  readonly columns = new Map<string, Column>()
  #classes: string | undefined

  constructor(element: Element, parent: Branch | null) {
    this.element = element
    this.parent = parent
    this.isRow = isRow(element)
    this.isCell = isCell(element)
    if (parent) parent.children++
  }
  get classes(): string {
    return (this.#classes ??= classStep(this.element))
  }
}

/** Each hit with the branch that shows it. */
function growBranches(hits: readonly Hit[], root: Element): { hit: Hit; leaf: Branch }[] {
  const branches = new Map<Element, Branch>()
  const branchOf = (element: Element): Branch => {
    const known = branches.get(element)
    if (known) return known
    const parent = element === root ? null : parentOf(element)
    const branch = new Branch(element, parent && branchOf(parent))
    branches.set(element, branch)
    return branch
  }
  return hits.map((hit) => {
    const leaf = branchOf(hit.element)
    for (let at: Branch | null = leaf; at; at = at.parent) at.hits++
    return { hit, leaf }
  })
}

/**
 * Every column that could hold the names: for each hit, at each level where hits are siblings.
 * @param everyLevel also where a list has a hit in one child only
 * @returns also the innermost element that contains all hits; null if there are none
 */
export function columnsOf(
  hits: readonly Hit[],
  root: Element,
  everyLevel: boolean,
): { columns: Column[]; top: Element | null } {
  const columns: Column[] = []
  const leaves = growBranches(hits, root)

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
        addEntry(list, { sections, rowName: name, kind: "place", steps: place }, entry)
        if (cell !== null && cell.length < place.length && entry.element === entry.hit.element)
          addEntry(list, { sections, rowName: name, kind: "cell", steps: cell }, entry)
        // In a flat list, where each cell is its own row, only the classes distinguish it from other cells.
        const rowName = classes === "" ? row.classes : name
        if (classes !== "" || row.element.hasAttribute("class"))
          addEntry(list, { sections, rowName, kind: "class", steps: classes }, entry)
      }
      if (list.isRow || list.isCell) return
      sections = pathOf(list.classes, sections)
      list = list.parent
    }
  }

  function addEntry(list: Branch, at: Omit<Column, "list" | "entries">, entry: Entry): void {
    const key = `${at.kind}/${at.rowName}/${at.sections}/${at.steps}`
    const known = list.columns.get(key)
    if (known) {
      known.entries.push(entry)
      return
    }
    const column = { ...at, list: list.element, entries: [entry] }
    list.columns.set(key, column)
    columns.push(column)
  }

  for (const { hit, leaf } of leaves) {
    const lifted = liftedOf(leaf)
    add(hit, leaf)
    if (lifted !== leaf) add(hit, lifted)
  }
  let top = leaves[0]?.leaf ?? null
  while (top && top.hits < hits.length) top = top.parent
  return { columns, top: top?.element ?? null }
}

/** An element by its name and its position among siblings of that name, or by the column it declares. */
function placeStep(element: Element): string {
  const column = columnOf(element)
  if (column !== null) return `${element.localName}@${column}`
  let place = 1
  for (let at = element.previousElementSibling; at; at = at.previousElementSibling) {
    if (at.localName === element.localName) place++
  }
  return `${element.localName}:${place}`
}

/** The column that a cell declares. */
function columnOf(element: Element): string | null {
  const column = element.getAttribute("aria-colindex") ?? element.getAttribute("cxcellcol")
  return column && column.replace(/\s+/g, "-")
}

/** An element by its name and classes. Numbers in classes often belong to one row (`cxTag12`), so they are dropped. */
function classStep(element: Element): string {
  const classes = element.getAttribute("class")
  return classes
    ? `${element.localName}.${classes.trim().replace(/\d+/g, "#").replace(/\s+/g, ".")}`
    : element.localName
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
  return [namesAround(column), sections, kind, rowName, steps].join(">")
}

/** The column's shape for diagnostics: element names and positions only. */
export function structureOf(column: Column): string {
  const bare = (step: string): string => step.split(".")[0] ?? step
  const sections = stepsOf(column.sections).map((step) => `(${bare(step)})`)
  const steps = stepsOf(column.steps).map(bare)
  return [namesAround(column), ...sections, `*${bare(column.rowName)}`, ...steps].join(">")
}

function namesAround({ list }: Column): string {
  const names: string[] = []
  for (let at: Element | null = list; at; at = parentOf(at)) names.unshift(at.localName)
  return names.join(">")
}

const MAX_LIFT = 6

/**
 * The largest element around a hit that shows no other text, so that wrappers in only some rows don't matter. Stops
 * at a cell or a row.
 */
function liftedOf(leaf: Branch): Branch {
  let top = leaf
  for (let steps = 0; steps < MAX_LIFT && !top.isCell && !top.isRow; steps++) {
    const { parent } = top
    if (!parent || parent.element.localName === "body" || !isAloneIn(top.element, parent.element)) break
    top = parent
  }
  return top
}

function isAloneIn(element: Element, parent: Element): boolean {
  const container = element.parentNode
  if (!container || (container !== parent && /\S/.test(parent.textContent))) return false
  return [...container.childNodes].every(
    (child) => child === element || !(isElement(child) ? hasText(child) : isText(child)),
  )
}
