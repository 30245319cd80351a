import type { Random } from "./random"

export type Structure =
  | "table"
  | "list"
  | "custom"
  | "grid"
  | "pills"
  | "virtual"
  | "shadow"
  | "cards"
  | "sections"
export type ExtraCell = "creator" | "count" | "date" | "buttons" | "icon" | "toggle"

/** All choices that define a layout, the same for each of its rows. */
export interface LayoutSpec {
  readonly structure: Structure
  readonly classes: "named" | "hashed" | "none"
  readonly ids: "none" | "row" | "box" | "link"
  readonly box: "none" | "input" | "aria" | "lyte"
  /** The cells in order, including the name's. */
  readonly cells: readonly ("name" | ExtraCell)[]
  /** The elements around a name, outermost first. */
  readonly wrappers: readonly string[]
  readonly text: "plain" | "padded" | "count" | "count-beside" | "split" | "cut" | "marks" | "attribute"
  /** Whether only some rows have a dot of their color before the name. */
  readonly dots: boolean
  readonly header: "none" | "head" | "alike"
  /** The share of rows whose name is not there yet. */
  readonly lazy: number
  /** The share of rows that are hidden in the page. */
  readonly hidden: number
  /** How many rows are on the page at once; the others appear by scrolling or paging. */
  readonly window: number
  readonly depth: number
}

const STRUCTURES: readonly Structure[] = [
  "table",
  "list",
  "custom",
  "grid",
  "pills",
  "virtual",
  "shadow",
  "cards",
  "sections",
]
const EXTRAS: readonly ExtraCell[] = ["creator", "count", "date", "buttons", "icon", "toggle"]

export function makeSpec(random: Random): LayoutSpec {
  const structure = random.pick(STRUCTURES)
  const extras = random.shuffle(EXTRAS).slice(0, random.int(0, 5))
  const small = structure === "pills"
  // A name comes first, or after a number or a person.
  const at = random.chance(0.8) ? 0 : Math.min(1, extras.length)
  const cells = small ? (["name"] as const) : ([...extras.slice(0, at), "name", ...extras.slice(at)] as const)
  return {
    structure,
    classes: random.pick(["named", "hashed", "none"]),
    ids: random.pick(["none", "none", "none", "row", "box", "link"]),
    box: small ? "none" : random.pick(["none", "none", "input", "aria", "lyte"]),
    cells,
    wrappers: random.pick([[], [], ["span"], ["a"], ["div", "span"], ["lyte-text"]]),
    text: random.pick([
      "plain",
      "plain",
      "padded",
      "count",
      "count-beside",
      "split",
      "cut",
      "marks",
      "attribute",
    ]),
    dots: random.chance(0.2),
    header: random.pick(["none", "head", "head", "alike"]),
    lazy: random.chance(0.15) ? random.pick([0.2, 0.5, 1]) : 0,
    hidden: random.chance(0.15) ? random.pick([0.2, 0.6]) : 0,
    window: structure === "virtual" || random.chance(0.2) ? random.int(4, 15) : 1000,
    depth: random.int(0, 4),
  }
}
