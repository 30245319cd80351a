/** The tree of the elements that contain hits, and the steps down to an element: what columns are made from. */
import { hasText, isCell, isElement, isRow, isText, parentOf } from "./dom"
import type { Hit } from "./types"

/** Steps down from an element, with a space between them, which none contains. */
export type Path = string

export const pathOf = (step: string, below: Path): Path => (below === "" ? step : `${step} ${below}`)
export const stepsOf = (path: Path): string[] => (path === "" ? [] : path.split(" "))
export const levelsOf = (path: Path): number => stepsOf(path).length

/** An element that shows a hit, or contains one. */
export class Branch {
  readonly element: Element
  readonly parent: Branch | null
  readonly isRow: boolean
  readonly isCell: boolean
  /** Hits in and on the element. */
  hits = 0
  /** How many of its children contain hits. */
  children = 0
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
export function growBranches(hits: readonly Hit[]): { hit: Hit; leaf: Branch }[] {
  const branches = new Map<Element, Branch>()
  const branchOf = (element: Element): Branch => {
    const known = branches.get(element)
    if (known) return known
    const parent = parentOf(element)
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

const MAX_LIFT = 6

/**
 * The largest element around a hit that shows no other text, so that wrappers in only some rows don't matter. Stops
 * at a cell or a row.
 */
export function liftedOf(leaf: Branch): Branch {
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

/** An element by its name and its position among siblings of that name, or by the column it declares. */
export function placeStep(element: Element): string {
  const column = columnOf(element)
  if (column !== null) return `${element.localName}@${column}`
  let place = 1
  for (let at = element.previousElementSibling; at; at = at.previousElementSibling) {
    if (at.localName === element.localName) place++
  }
  return `${element.localName}:${place}`
}

/** The column that a cell declares. */
export function columnOf(element: Element): string | null {
  const column = element.getAttribute("aria-colindex") ?? element.getAttribute("cxcellcol")
  return column?.replace(/\s+/g, "-") ?? null
}

/** An element by its name and classes. Numbers in classes often belong to one row (`cxTag12`), so they are dropped. */
export function classStep(element: Element): string {
  const classes = element.getAttribute("class")
  return classes
    ? `${element.localName}.${classes.trim().replace(/\d+/g, "#").replace(/\s+/g, ".")}`
    : element.localName
}
