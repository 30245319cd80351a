/** Collects every column that could hold the names. A column is one place in each row of a list. */
import { childrenOf, hasText, isCell, isElement, isRow, isText, parentOf, remembered } from "./dom"
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
  readonly sections: readonly string[]
  readonly rowName: string
  readonly kind: Kind
  /** The path from a row down to the place. */
  readonly steps: readonly string[]
  readonly entries: Entry[]
}

/** Real rows are not deeper or larger than this. */
const MAX_DEPTH = 14
const MAX_HITS_IN_ROW = 12
const MAX_SECTIONS = 3

/** The hits and their ancestors, to see where they branch. */
export class HitTree {
  /** The innermost element that contains all hits; undefined if there are none. */
  readonly top: Element | undefined
  readonly #counts = new Map<Element, number>()
  readonly #children = new Map<Element, number>()
  readonly #ids = new Map<Element, number>()

  constructor(hits: readonly Hit[], root: Element) {
    for (const { element } of hits) {
      let below: Element | null = null
      for (let at: Element | null = element; at; below = at, at = at === root ? null : parentOf(at)) {
        const count = this.#counts.get(at) ?? 0
        // The child is new exactly when this hit is the first one to come through it.
        if (below && this.#counts.get(below) === 1) this.#children.set(at, (this.#children.get(at) ?? 0) + 1)
        this.#counts.set(at, count + 1)
      }
    }
    let top = hits[0]?.element ?? null
    while (top && this.#counts.get(top) !== hits.length) top = parentOf(top)
    this.top = top ?? undefined
  }

  has(element: Element): boolean {
    return this.#counts.has(element)
  }
  /** Hits in and on an element. */
  countIn(element: Element): number {
    return this.#counts.get(element) ?? 0
  }
  /** Whether two or more of an element's children contain hits. */
  branches(element: Element): boolean {
    return (this.#children.get(element) ?? 0) > 1
  }
  idOf(element: Element): number {
    const id = this.#ids.get(element) ?? this.#ids.size
    this.#ids.set(element, id)
    return id
  }
}

/** Every column that could hold the names: for each hit, at each level where hits are siblings. */
export function columnsOf(hits: readonly Hit[], tree: HitTree, everyLevel: boolean): Column[] {
  const columns = new Map<string, Column>()
  // Neighboring hits share their ancestors.
  const known = { isRow: remembered(isRow), isCell: remembered(isCell), classStep: remembered(classStep) }

  /** Tries each ancestor of a hit as its row, from the inside out. */
  function add(hit: Hit, element: Element): void {
    let place: readonly string[] = []
    let classes: readonly string[] = []
    // The path to the name's cell; null outside tables and grids.
    let cell: readonly string[] | null = null
    let row = element
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      const list = parentOf(row)
      if (!list || !tree.has(list) || tree.countIn(row) > MAX_HITS_IN_ROW) return
      if (!known.isCell(row)) addLevels({ place, classes, cell }, { row, hit, element })
      // An ancestor of a row contains rows, so it is not a row.
      if (known.isRow(row) || tree.countIn(list) > MAX_HITS_IN_ROW) return
      place = [placeStep(row), ...place]
      cell = known.isCell(row) ? [placeStep(row)] : cell && [placeStep(row), ...cell]
      classes = [classStep(row), ...classes]
      row = list
    }
  }

  /** The row's parent is the list, or a section of a list further up. */
  function addLevels({ place, classes, cell }: Paths, entry: Entry): void {
    const { row, hit, element } = entry
    let sections: readonly string[] = []
    let list = parentOf(row)
    while (list && tree.has(list) && sections.length <= MAX_SECTIONS) {
      if (everyLevel || tree.branches(list)) {
        const at = { list, sections, rowName: row.localName }
        addEntry({ ...at, kind: "place", steps: place }, entry)
        if (cell && cell.length < place.length && element === hit.element)
          addEntry({ ...at, kind: "cell", steps: cell }, entry)
        // In a flat list, where each cell is its own row, only the classes distinguish it from other cells.
        const rowName = classes.length > 0 ? row.localName : classStep(row)
        if (classes.length > 0 || row.hasAttribute("class"))
          addEntry({ ...at, rowName, kind: "class", steps: classes }, entry)
      }
      if (known.isRow(list) || known.isCell(list)) return
      sections = [known.classStep(list), ...sections]
      list = parentOf(list)
    }
  }

  function addEntry(at: Omit<Column, "entries">, entry: Entry): void {
    const { list, sections, rowName, kind, steps } = at
    const key = `${tree.idOf(list)} ${sections.join("/")} ${rowName} ${kind} ${steps.join(">")}`
    const column = columns.get(key)
    if (column) column.entries.push(entry)
    else columns.set(key, { ...at, entries: [entry] })
  }

  for (const hit of hits) {
    const lifted = liftedOf(hit.element)
    add(hit, hit.element)
    if (lifted !== hit.element) add(hit, lifted)
  }
  return [...columns.values()]
}

/** The paths from a row to a hit. */
interface Paths {
  readonly place: readonly string[]
  readonly classes: readonly string[]
  readonly cell: readonly string[] | null
}

/** An element by its name and its position among siblings of that name, or by the column it declares. */
function placeStep(element: Element): string {
  const column = element.getAttribute("aria-colindex") ?? element.getAttribute("cxcellcol")
  if (column !== null) return `${element.localName}@${column}`
  let place = 1
  for (let at = element.previousElementSibling; at; at = at.previousElementSibling) {
    if (at.localName === element.localName) place++
  }
  return `${element.localName}:${place}`
}

/** An element by its name and classes. Numbers in classes often belong to one row (`cxTag12`), so they are dropped. */
function classStep(element: Element): string {
  const classes = element.getAttribute("class")
  return classes
    ? `${element.localName}.${classes.trim().replace(/\d+/g, "#").replace(/\s+/g, ".")}`
    : element.localName
}

/** A row's elements at the column's place: one in a row of this list, none or several in other rows. */
export function placesIn(row: Element, { kind, steps }: Column): Element[] {
  let found: Element[] = [row]
  for (const step of steps) {
    found = found.flatMap((element) =>
      kind === "class"
        ? [...childrenOf(element)].filter((child) => classStep(child) === step)
        : childrenAt(element, step),
    )
  }
  return found
}

function childrenAt(element: Element, step: string): Element[] {
  const at = step.search(/[:@]/)
  const place = step[at] === ":" ? Number(step.slice(at + 1)) : 0
  const named = [...childrenOf(element)].filter(({ localName }) => localName === step.slice(0, at))
  return place > 0 ? named.slice(place - 1, place) : named.filter((child) => placeStep(child) === step)
}

/** All rows of a column's list, with or without a name, in document order. */
export function rowsOf(column: Column): Element[] {
  let lists = [column.list]
  for (const step of column.sections) {
    lists = lists.flatMap((list) => [...childrenOf(list)].filter((section) => classStep(section) === step))
  }
  const isRowOf = (row: Element): boolean =>
    (column.rowName.includes(".") ? classStep(row) : row.localName) === column.rowName
  return lists.flatMap((list) => [...childrenOf(list)].filter(isRowOf))
}

/** Identifies a column in later scans of the same page. */
export function shapeOf(column: Column): string {
  const { sections, kind, rowName, steps } = column
  return [...pathOf(column), sections.join("/"), kind, rowName, ...steps].join(">")
}

/** The column's shape for diagnostics: element names and positions only. */
export function structureOf(column: Column): string {
  const bare = (step: string): string => step.split(".")[0] ?? step
  const sections = column.sections.map((step) => `(${bare(step)})`)
  return [...pathOf(column), ...sections, `*${bare(column.rowName)}`, ...column.steps.map(bare)].join(">")
}

function pathOf({ list }: Column): string[] {
  const path: string[] = []
  for (let at: Element | null = list; at; at = parentOf(at)) path.unshift(at.localName)
  return path
}

const MAX_LIFT = 6

/**
 * The largest element around a hit that shows no other text, so that wrappers in only some rows don't matter. Stops
 * at a cell or a row.
 */
function liftedOf(element: Element): Element {
  let top = element
  for (let steps = 0; steps < MAX_LIFT && !isCell(top) && !isRow(top); steps++) {
    const parent = parentOf(top)
    if (!parent || parent === parent.ownerDocument.body || !isAloneIn(top, parent)) break
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
