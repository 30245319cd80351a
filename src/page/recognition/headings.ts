import { childrenOf } from "../dom"
import { isRow } from "./zones"

/** A row and where in it the name would stand. */
export interface Placed {
  readonly row: Element
  readonly place: Element
}

/** Rows beside a first one that are looked at; a list's rows are alike. */
const ENOUGH = 12
const BUTTON = /(?:^|-)button$/
const DECORATION = /^(?:i|svg|img|picture|wbr|br)$/

/**
 * Whether the first row of a list is a heading in the shape of a row: its cells are unlike those of all other
 * rows, which are like each other. A tag may be called what a column is called.
 */
export function isHeading(first: Placed, others: readonly Placed[]): boolean {
  if (first.row.previousElementSibling || others.length === 0) return false
  const shapes = others.slice(0, ENOUGH).map(shapeOf)
  return !shapes.includes(shapeOf(first)) && new Set(shapes).size <= Math.max(1, shapes.length / 2)
}

/** Those of a list's rows that are made as the others are: "12 more" at its end, say, is none of them. */
export function likeOthers(rows: readonly Placed[], others: readonly Placed[]): readonly Placed[] {
  const shapes = others.slice(0, ENOUGH).map(shapeOf)
  const areAlike = new Set(shapes).size <= Math.max(1, shapes.length / 2)
  return areAlike ? rows.filter((row) => shapes.includes(shapeOf(row))) : rows
}

/**
 * Whether a list's parts are rather the cells of one row: its neighbours are made of the same parts.
 * @param least so many such neighbours make it a row
 */
export function isOneOfRows(list: Element, least: number): boolean {
  if (isRow(list)) return true
  const parts = partsOf(list)
  let alike = 0
  for (const neighbour of list.parentElement?.children ?? []) {
    if (neighbour !== list && neighbour.localName === list.localName && partsOf(neighbour) === parts) alike++
    if (alike >= least) return true
  }
  return false
}

const partsOf = (element: Element): string => Array.from(element.children, (child) => child.localName).join()

/** What a row's cells are made of and what kind of text they hold; decoration may differ from row to row. */
function shapeOf({ row, place }: Placed): string {
  const cells = [...childrenOf(row)].filter((cell) => !DECORATION.test(cell.localName))
  return cells.map((cell) => `${cell.getAttribute("class") ?? ""} ${contentOf(cell, place)}`).join("|")
}

function contentOf(element: Element, place: Element): string {
  if (DECORATION.test(element.localName)) return ""
  // A name may be of any kind; what stands in the other cells is of one.
  if (element === place) return "name"
  const children = [...childrenOf(element)]
  const inner = children.map((child) => contentOf(child, place)).join("")
  const text = children.length > 0 ? "" : kindOf(element.textContent)
  return `${BUTTON.test(element.localName) ? "button" : element.localName}${text}(${inner})`
}

const kindOf = (text: string): string => (/\S/.test(text) ? (/\p{L}/u.test(text) ? "words" : "number") : "")
