import type { Build } from "./build"
import type { RowParts } from "./rows"
import type { Structure } from "./spec"
import type { NamedTag } from "./words"

/** Where rows are placed, and how a row is built from its parts. */
export interface Frame {
  /** The element that contains the whole list. */
  readonly outer: Element
  /** Puts a row in its place. */
  readonly place: (row: Element, tag: NamedTag) => void
  readonly makeRow: (parts: RowParts) => Element
  /** A row with these texts, one per cell. */
  readonly makeTextRow: (texts: readonly string[], head: boolean) => Element
  /** The direct parent of rows, which may also contain notes and other rows. */
  readonly inner: Element
}

type CellMaker = (kind: string, ...content: (Node | string)[]) => Element

/** A frame whose rows are `rowName` elements with adjacent cells. */
function simpleFrame(
  build: Build,
  outer: Element,
  inner: Element,
  rowName: string,
  cell: CellMaker,
  headCell = cell,
): Frame {
  const row = (...children: Element[]): Element => {
    const element = build.el(rowName, "list-row", ...children)
    if (build.spec.structure === "grid") element.setAttribute("role", "row")
    return element
  }
  return {
    outer,
    inner,
    place: (element) => inner.append(element),
    makeRow: ({ box, cells }) =>
      row(...(box ? [cell("box", box)] : []), ...cells.map(({ kind, content }) => cell(kind, ...content))),
    makeTextRow: (texts, head) =>
      row(...texts.map((text, at) => (head ? headCell : cell)(`text${at}`, text))),
  }
}

const FRAMES: Record<Structure, (build: Build) => Frame> = {
  table(build) {
    const { el, random } = build
    const body = el("tbody")
    const cell: CellMaker = (kind, ...content) => {
      const heads = kind === "name" && build.spec.depth % 2 === 0
      const made = el(heads ? "th" : "td", kind, ...content)
      if (heads) made.setAttribute("scope", "row")
      return made
    }
    const frame = simpleFrame(build, el("table", "tags", body), body, "tr", cell, (kind, ...content) =>
      el("th", kind, ...content),
    )
    if (!random.chance(0.2)) return frame
    // One body per row, as in Zoho's list views.
    return { ...frame, place: (row) => frame.outer.append(el("tbody", undefined, row)) }
  },
  list(build) {
    const { el, random } = build
    const [listName, rowName] = random.pick([
      ["ul", "li"],
      ["div", "div"],
      ["section", "div"],
      ["ol", "li"],
    ] as const)
    const list = el(listName, "list")
    return simpleFrame(build, list, list, rowName, (kind, ...content) =>
      el(build.spec.depth > 2 ? "div" : "span", kind, ...content),
    )
  },
  custom(build) {
    const { el, random } = build
    const prefix = random.pick(["lyte", "lyte-exptable", "zcat"])
    const body = el(`${prefix}-tbody`, "body")
    const table = el(`${prefix}-table-structure`, "t", body)
    return simpleFrame(
      build,
      table,
      body,
      `${prefix}-tr`,
      (kind, ...content) => el(`${prefix}-td`, kind, ...content),
      (kind, ...content) => el(`${prefix}-th`, kind, ...content),
    )
  },
  grid(build) {
    const { el } = build
    const grid = el("div", "grid")
    grid.setAttribute("role", "grid")
    const cellOf =
      (role: string): CellMaker =>
      (kind, ...content) => {
        const made = el("div", kind, ...content)
        made.setAttribute("role", role)
        return made
      }
    return simpleFrame(build, grid, grid, "div", cellOf("gridcell"), cellOf("columnheader"))
  },
  pills(build) {
    const { el, random } = build
    const flex = el("div", "pill-box")
    const pill = random.pick(["span", "div", "li", "lyte-chip"])
    return {
      outer: flex,
      inner: flex,
      place: (row) => flex.append(row),
      makeRow: ({ cells }) => el(pill, "pill", ...cells.flatMap(({ content }) => content), el("i", "close")),
      makeTextRow: (texts) => el(pill, "more", texts[0] ?? ""),
    }
  },
  virtual(build) {
    const { el } = build
    const spacer = el("div", "spacer")
    const frame = simpleFrame(build, el("div", "viewport", spacer), spacer, "div", (kind, ...content) =>
      el("div", kind, ...content),
    )
    let top = 0
    return {
      ...frame,
      place(row) {
        row.setAttribute("style", `position: absolute; top: ${top}px`)
        top += 40
        spacer.append(row)
      },
    }
  },
  shadow(build) {
    const { el, random } = build
    const list = el("div", "list")
    const host = el("tag-list", "host")
    host.attachShadow({ mode: "open" }).append(list)
    const app = el("tag-app", "app")
    app.attachShadow({ mode: "open" }).append(el("main", "main", host))
    const each = random.chance(0.5)
    const frame = simpleFrame(build, app, list, "div", (kind, ...content) => el("div", kind, ...content))
    if (!each) return frame
    return {
      ...frame,
      makeRow(parts) {
        const row = el("tag-row", "list-row")
        row.attachShadow({ mode: "open" }).append(...frame.makeRow(parts).childNodes)
        return row
      },
    }
  },
  cards(build) {
    const { el } = build
    const deck = el("div", "deck")
    const frame = simpleFrame(build, deck, deck, "article", (kind, ...content) =>
      el(kind === "name" ? "h3" : "div", kind, ...content),
    )
    return frame
  },
  sections(build) {
    const { el } = build
    const list = el("div", "list")
    const frame = simpleFrame(build, list, list, "li", (kind, ...content) => el("div", kind, ...content))
    const sections = new Map<string, Element>()
    return {
      ...frame,
      place(row, tag) {
        const letter = [...tag.name][0]?.toUpperCase() ?? ""
        const section = sections.get(letter) ?? el("ul", "section")
        if (!sections.has(letter)) list.append(el("section", "part", el("div", "letter", letter), section))
        sections.set(letter, section)
        section.append(row)
      },
    }
  },
}

export function makeFrame(build: Build): Frame {
  return FRAMES[build.spec.structure](build)
}
