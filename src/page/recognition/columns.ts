import { childrenOf, parentOf } from "../dom"
import { liftedOf } from "./scan"
import type { Hit } from "./types"
import { isCell, isRow } from "./zones"

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
export function columnsOf(hits: readonly Hit[], root: Element, everyLevel: boolean): Column[] {
  const tree = new HitTree(hits, root)
  const columns = new Map<string, Column>()
  for (const hit of hits) {
    const lifted = liftedOf(hit)
    addColumns(columns, tree, hit, hit.element, everyLevel)
    if (lifted !== hit.element) addColumns(columns, tree, hit, lifted, everyLevel)
  }
  return [...columns.values()]
}

function addColumns(
  columns: Map<string, Column>,
  tree: HitTree,
  hit: Hit,
  element: Element,
  every: boolean,
): void {
  let place: readonly string[] = []
  let classes: readonly string[] = []
  let cell: readonly string[] | null = null
  let row = element
  for (let depth = 0; depth < MAX_DEPTH; depth++) {
    const list = parentOf(row)
    if (!list || !tree.has(list) || tree.countIn(row) > MAX_HITS_IN_ROW) return
    if (!isCell(row)) addLevels(columns, tree, { row, place, classes, cell }, hit, element, every)
    // What stands above a row holds rows; it is none itself.
    if (isRow(row)) return
    place = [placeStep(row), ...place]
    cell = isCell(row) ? [placeStep(row)] : cell && [placeStep(row), ...cell]
    classes = [classStep(row), ...classes]
    row = list
  }
}

interface Ways {
  readonly row: Element
  readonly place: readonly string[]
  readonly classes: readonly string[]
  /** The way down to the cell around the name; null outside tables and grids. */
  readonly cell: readonly string[] | null
}

/** The columns of one hit for one row around it: its parent is the list, or a section of a list further up. */
function addLevels(
  columns: Map<string, Column>,
  tree: HitTree,
  ways: Ways,
  hit: Hit,
  element: Element,
  every: boolean,
): void {
  const { row } = ways
  let sections: readonly string[] = []
  let list = parentOf(row)
  while (list && tree.has(list) && sections.length <= MAX_SECTIONS) {
    if (every || tree.branches(list)) {
      addEntry(columns, tree, { list, sections, row, kind: "place", steps: ways.place }, hit, element)
      if (ways.cell && ways.cell.length < ways.place.length)
        addEntry(columns, tree, { list, sections, row, kind: "cell", steps: ways.cell }, hit, element)
      if (ways.classes.length > 0 || row.hasAttribute("class")) {
        addEntry(columns, tree, { list, sections, row, kind: "class", steps: ways.classes }, hit, element)
      }
    }
    if (isRow(list) || isCell(list)) return
    sections = [classStep(list), ...sections]
    list = parentOf(list)
  }
}

interface At {
  list: Element
  sections: readonly string[]
  row: Element
  kind: Kind
  steps: readonly string[]
}

function addEntry(columns: Map<string, Column>, tree: HitTree, at: At, hit: Hit, element: Element): void {
  // In a flat list, where each cell stands for itself, only its classes tell it from others.
  const rowName = at.kind === "class" && at.steps.length === 0 ? classStep(at.row) : at.row.localName
  const key = `${tree.idOf(at.list)} ${at.sections.join("/")} ${rowName} ${at.kind} ${at.steps.join(">")}`
  let column = columns.get(key)
  if (!column) {
    column = { list: at.list, sections: at.sections, rowName, kind: at.kind, steps: at.steps, entries: [] }
    columns.set(key, column)
  }
  column.entries.push({ row: at.row, hit, element })
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
export function placesIn(row: Element, column: Column): Element[] {
  let found: Element[] = [row]
  for (const step of column.steps) {
    const next: Element[] = []
    for (const element of found) {
      if (column.kind === "class")
        for (const child of childrenOf(element)) if (classStep(child) === step) next.push(child)
      if (column.kind !== "class") next.push(...childrenAt(element, step))
    }
    found = next
    if (found.length === 0) break
  }
  return found
}

function childrenAt(element: Element, step: string): Element[] {
  const [, name, sign, value] = /^(.+)([:@])(.+)$/.exec(step) ?? []
  const found: Element[] = []
  let place = 0
  for (const child of childrenOf(element)) {
    if (child.localName !== name) continue
    place++
    if (sign === ":" ? String(place) === value : placeStep(child) === step) found.push(child)
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

/** The hits and everything above them, to see where they part. */
class HitTree {
  readonly #counts = new Map<Element, number>()
  readonly #children = new Map<Element, number>()
  readonly #ids = new Map<Element, number>()

  constructor(hits: readonly Hit[], root: Element) {
    for (const { element } of hits) {
      let below: Element | null = null
      for (let at: Element | null = element; at; below = at, at = at === root ? null : parentOf(at)) {
        const count = this.#counts.get(at) ?? 0
        // The child is new here exactly when this hit is the first that came up through it.
        if (below && this.#counts.get(below) === 1) this.#children.set(at, (this.#children.get(at) ?? 0) + 1)
        this.#counts.set(at, count + 1)
      }
    }
  }

  has(element: Element): boolean {
    return this.#counts.has(element)
  }
  /** Hits in and on an element. */
  countIn(element: Element): number {
    return this.#counts.get(element) ?? 0
  }
  /** Whether hits lie in two or more of an element's children. */
  branches(element: Element): boolean {
    return (this.#children.get(element) ?? 0) > 1
  }
  idOf(element: Element): number {
    const id = this.#ids.get(element) ?? this.#ids.size
    this.#ids.set(element, id)
    return id
  }
}
