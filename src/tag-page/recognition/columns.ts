import { pauseAt, type Steps } from "../slices"
import { childrenOf, hasText, isCell, isElement, isRow, parentOf } from "./dom"
import type { HitTree } from "./hit-tree"
import type { Hit } from "./types"

/**
 * How a place in a row is told from its neighbours: by its position, by its classes, or by the cell it lies in,
 * whatever stands around the name there (one row may show it bare, the next in a pill with a count).
 */
type Kind = "place" | "class" | "cell"

export interface Entry {
  readonly row: Element
  readonly hit: Hit
  /** The element that shows the name. */
  readonly element: Element
}

/**
 * A column: one place in each of the rows of one list. The rows are children of `list` or, for a list in
 * sections, of all elements to which the way `sections` leads down from `list`.
 */
export interface Column {
  readonly list: Element
  readonly sections: readonly string[]
  readonly rowName: string
  readonly kind: Kind
  /** The way from a row down to the place, a step each. */
  readonly steps: readonly string[]
  readonly entries: Entry[]
}

/** Deeper rows and bigger ones than these do not occur. */
const MAX_DEPTH = 14
const MAX_HITS_IN_ROW = 12
const MAX_SECTIONS = 3

/** Every column that could be that of the names, for each hit at each level at which hits lie side by side. */
export function* columnsOf(hits: readonly Hit[], tree: HitTree, everyLevel: boolean): Steps<Column[]> {
  const collector = new Collector(tree, everyLevel)
  for (const [index, hit] of hits.entries()) {
    yield* pauseAt(index)
    const lifted = liftedOf(hit)
    collector.add(hit, hit.element)
    if (lifted !== hit.element) collector.add(hit, lifted)
  }
  return [...collector.columns.values()]
}

/** The ways from a row down to a hit. */
interface Ways {
  readonly row: Element
  readonly place: readonly string[]
  readonly classes: readonly string[]
  /** The way down to the cell around the name only; null outside tables and grids. */
  readonly cell: readonly string[] | null
}

class Collector {
  readonly columns = new Map<string, Column>()
  readonly #tree: HitTree
  readonly #everyLevel: boolean
  // The same elements stand above one hit and the next.
  readonly #isRow = remembered(isRow)
  readonly #isCell = remembered(isCell)
  readonly #classStep = remembered(classStep)

  constructor(tree: HitTree, everyLevel: boolean) {
    this.#tree = tree
    this.#everyLevel = everyLevel
  }

  /** Takes each element around a hit for its row, from the hit up. */
  add(hit: Hit, element: Element): void {
    let place: readonly string[] = []
    let classes: readonly string[] = []
    let cell: readonly string[] | null = null
    let row = element
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      const list = parentOf(row)
      if (!list || !this.#tree.has(list) || this.#tree.countIn(row) > MAX_HITS_IN_ROW) return
      if (!this.#isCell(row)) this.#addLevels({ row, place, classes, cell }, { row, hit, element })
      // What stands above a row holds rows; it is none itself.
      if (this.#isRow(row) || this.#tree.countIn(list) > MAX_HITS_IN_ROW) return
      place = [placeStep(row), ...place]
      cell = this.#isCell(row) ? [placeStep(row)] : cell && [placeStep(row), ...cell]
      classes = [classStep(row), ...classes]
      row = list
    }
  }

  /** The row's parent is the list, or a section of a list further up. */
  #addLevels({ row, place, classes, cell }: Ways, entry: Entry): void {
    let sections: readonly string[] = []
    let list = parentOf(row)
    while (list && this.#tree.has(list) && sections.length <= MAX_SECTIONS) {
      if (this.#everyLevel || this.#tree.branches(list)) {
        this.#addEntry({ list, sections, rowName: row.localName, kind: "place", steps: place }, entry)
        if (cell && cell.length < place.length && entry.element === entry.hit.element)
          this.#addEntry({ list, sections, rowName: row.localName, kind: "cell", steps: cell }, entry)
        // In a flat list, where each cell stands for itself, only its classes tell it from others.
        const rowName = classes.length > 0 ? row.localName : classStep(row)
        if (classes.length > 0 || row.hasAttribute("class")) {
          this.#addEntry({ list, sections, rowName, kind: "class", steps: classes }, entry)
        }
      }
      if (this.#isRow(list) || this.#isCell(list)) return
      sections = [this.#classStep(list), ...sections]
      list = parentOf(list)
    }
  }

  #addEntry(at: Omit<Column, "entries">, entry: Entry): void {
    const { list, sections, rowName, kind, steps } = at
    const key = `${this.#tree.idOf(list)} ${sections.join("/")} ${rowName} ${kind} ${steps.join(">")}`
    const column = this.columns.get(key)
    if (column) column.entries.push(entry)
    else this.columns.set(key, { ...at, entries: [entry] })
  }
}

function remembered<T>(of: (element: Element) => T): (element: Element) => T {
  const known = new Map<Element, T>()
  return (element) => {
    const before = known.get(element)
    if (before !== undefined) return before
    const value = of(element)
    known.set(element, value)
    return value
  }
}

/** An element by its name and its place among those of that name, or by the column that it says it is in. */
function placeStep(element: Element): string {
  const column = element.getAttribute("aria-colindex") ?? element.getAttribute("cxcellcol")
  if (column !== null) return `${element.localName}@${column}`
  let place = 1
  for (let at = element.previousElementSibling; at; at = at.previousElementSibling) {
    if (at.localName === element.localName) place++
  }
  return `${element.localName}:${place}`
}

/** An element by its name and classes; numbers in these are often a row's own (`cxTag12`). */
function classStep(element: Element): string {
  const classes = element.getAttribute("class")
  return classes
    ? `${element.localName}.${classes.trim().replace(/\d+/g, "#").replace(/\s+/g, ".")}`
    : element.localName
}

/** The elements of a row that lie at a column's place: one in a row of that kind, none or several in others. */
export function placesIn(row: Element, { kind, steps }: Column): Element[] {
  let found: Element[] = [row]
  for (const step of steps) {
    found = found.flatMap((element) =>
      kind === "class" ? childrenOfClass(element, step) : childrenAt(element, step),
    )
    if (found.length === 0) break
  }
  return found
}

function childrenOfClass(element: Element, step: string): Element[] {
  return [...childrenOf(element)].filter((child) => classStep(child) === step)
}

function childrenAt(element: Element, step: string): Element[] {
  const at = step.search(/[:@]/)
  const name = step.slice(0, at)
  const place = step[at] === ":" ? Number(step.slice(at + 1)) : 0
  const found: Element[] = []
  let count = 0
  for (const child of childrenOf(element)) {
    if (child.localName !== name) continue
    count++
    if (place > 0 ? count === place : placeStep(child) === step) found.push(child)
  }
  return found
}

/** All rows of a column's list, with or without a name in them, in the order of the document. */
export function rowsOf(column: Column): Element[] {
  let lists = [column.list]
  for (const step of column.sections) {
    lists = lists.flatMap((list) => [...childrenOf(list)].filter((section) => classStep(section) === step))
  }
  const isRowOf = (row: Element): boolean =>
    (column.rowName.includes(".") ? classStep(row) : row.localName) === column.rowName
  return lists.flatMap((list) => [...childrenOf(list)].filter(isRowOf))
}

/** Tells a column from all others in later passes over the same page. */
export function shapeOf(column: Column): string {
  return [...pathOf(column), column.sections.join("/"), column.kind, column.rowName, ...column.steps].join(
    ">",
  )
}

/** The column's shape for people: element names and places only. */
export function structureOf(column: Column): string {
  const bare = (step: string): string => step.split(".")[0] ?? step
  const sections = column.sections.map((step) => `(${bare(step)})`)
  return [...pathOf(column), ...sections, `*${bare(column.rowName)}`, ...column.steps.map(bare)].join(">")
}

function pathOf(column: Column): string[] {
  const path: string[] = []
  for (let at: Element | null = column.list; at; at = parentOf(at)) path.unshift(at.localName)
  return path
}

const MAX_LIFT = 6

/**
 * The largest element around a hit that shows no other text, so that wrappers which only some rows have do
 * not set these apart. Ends at a cell or a row.
 */
function liftedOf(hit: Hit): Element {
  if (hit.lifted) return hit.lifted
  let top = hit.element
  for (let steps = 0; steps < MAX_LIFT && !isCell(top) && !isRow(top); steps++) {
    const parent = parentOf(top)
    if (!parent || parent === parent.ownerDocument.body || !isAloneIn(top, parent)) break
    top = parent
  }
  hit.lifted = top
  return top
}

function isAloneIn(element: Element, parent: Element): boolean {
  const container = element.parentNode
  if (!container || (container !== parent && /\S/.test(parent.textContent))) return false
  for (let child = container.firstChild; child; child = child.nextSibling) {
    if (child === element) continue
    if (
      child.nodeType === Node.TEXT_NODE ? /\S/.test((child as Text).data) : isElement(child) && hasText(child)
    ) {
      return false
    }
  }
  return true
}
