/** Finds the rows of a page that show tags, whatever their markup: reads, never writes. */
import { visible as normalise } from "../../lib/names"
import { chooseColumn, type Choice } from "./choose"
import { shapeOf, structureOf } from "./columns"
import {
  holds,
  isElement,
  isFormatting,
  isUnfinished,
  isVisible as isVisibleInBrowser,
  parentOf,
  remembered,
} from "./dom"
import type { Knowledge } from "./judge"
import { NameIndex } from "./names"
import { settleRows, withCheckboxes, type Settled } from "./rows"
import { Scanner } from "./scan"
import { createTrust, trusted, type Verdict } from "./trust"
import type { Hit, Level, PageTag, RecogniseOptions, Recognition } from "./types"

/** Finds the rows of one page again and again, reading only what has changed. */
export interface Recogniser {
  /**
   * @param changed whose inside, attributes or texts have changed since the last reading; the first reads all
   * @param looks what only looks different: hidden or shown, say
   */
  read(changed?: Iterable<Node>, looks?: Iterable<Node>): void
  /** Recognizes the rows in what was read; the very same as before where nothing that this follows from has changed. */
  recognise(): Recognition
  /** Both. */
  pass(changed?: Iterable<Node>, looks?: Iterable<Node>): Recognition
  readonly shadowRoots: ReadonlySet<ShadowRoot>
}

/** @param shapes of lists that were sure before; kept up to date, for the next recogniser */
export function createRecogniser(
  page: Document,
  tags: readonly PageTag[],
  options: RecogniseOptions = {},
  shapes = new Set<string>(),
): Recogniser {
  const top = page.documentElement
  const names = new NameIndex(tags)
  const scanner = new Scanner(top, names)
  const isVisible = options.isVisible ?? isVisibleInBrowser
  const commonNames = new Set([...(options.commonNames ?? [])].map(normalise))
  const trust = createTrust(top, names, options)
  const headings = new WeakSet<Element>()
  let last: {
    /** All that the recognition followed from but what is in `span`, compared by identity. */
    readonly basis: readonly unknown[]
    readonly span: Element
    readonly recognition: Recognition
  } | null = null

  let touched: Node[] = []

  function read(changed: Iterable<Node> = [], looks: Iterable<Node> = []): void {
    touched.push(...changed, ...looks)
    scanner.read(elementsToRead(changed))
  }

  function recogniseRows(): Recognition {
    const nodes = touched
    touched = []
    const visible = [...scanner.hits.values()].filter((hit) => isVisible(hit.element))
    const isTranslated = trust.isPageTranslated()
    const inShadow = scanner.shadowRoots.size > 0
    const basis = [scanner.version, scanner.shadowRoots.size, isTranslated, ...visible]
    if (last && isSame(last.basis, basis) && !touches(last.span, nodes)) return last.recognition
    const known: Knowledge = {
      ...{ tagCount: tags.length, shapes, isVisible, headings },
      isCommon: commonTest(scanner.hits.values(), commonNames),
      // Asked for each column that may be that of the names, and slow to answer.
      isUnfinished: remembered(isUnfinished),
    }
    const choice = chooseColumn(visible, top, known)
    const settled = choice.judged ? settleRows(choice.judged, names, inShadow, choice.rival) : NO_ROWS
    const verdict = trust.of(choice, isTranslated)
    if (verdict.distrust === null) learn(choice, shapes, headings)
    const recognition = resultOf(trusted(settled, verdict), choice, verdict, scanner)
    const isFound = settled.rows.length + settled.unselectable.length > 0
    last = isFound && choice.span ? { basis, span: choice.span, recognition } : null
    return recognition
  }

  return {
    ...{ shadowRoots: scanner.shadowRoots, read, recognise: recogniseRows },
    pass(changed, looks) {
      read(changed, looks)
      return recogniseRows()
    },
  }
}

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((each, index) => each === other[index])

/** Whether any of these nodes is in an element or around it. */
function touches(element: Element, nodes: readonly Node[]): boolean {
  return nodes.some((node) => {
    const other = isElement(node) ? node : elementAround(node)
    return !other || holds(element, other) || holds(other, element)
  })
}

/** A formatted piece of a text is read with the whole text. */
function elementsToRead(changed: Iterable<Node>): Set<Element> {
  const elements = new Set<Element>()
  for (const node of changed) {
    let element = isElement(node) ? node : elementAround(node)
    while (element && (isFormatting(element) || element.localName === "span")) element = parentOf(element)
    if (element) elements.add(element)
  }
  return elements
}

function elementAround(node: Node): Element | null {
  const parent = node.parentNode
  if (!parent) return "host" in node ? (node as ShadowRoot).host : null
  return isElement(parent) ? parent : ((parent as Partial<ShadowRoot>).host ?? null)
}

/** Tells tags whose names are on buttons or in menus, or are known as words in common use. */
function commonTest(hits: Iterable<Hit>, names: ReadonlySet<string>): (tag: PageTag) => boolean {
  const common = new Set<PageTag>()
  for (const { zone, exact } of hits)
    if (zone === "button" || zone === "navigation") for (const tag of exact) common.add(tag)
  return (tag) => common.has(tag) || names.has(normalise(tag.name))
}

const NO_ROWS: Settled = { rows: [], unselectable: [] }
/** So many rows with different names make a list's shape sure. */
const SURE = 3

/** Keeps of a list that is trusted what helps to know it again. */
function learn({ judged, rival }: Choice, shapes: Set<string>, headings: WeakSet<Element>): void {
  if (!judged || rival) return
  if (judged.heading) headings.add(judged.heading)
  if (judged.distinct.size >= SURE) shapes.add(shapeOf(judged.column))
}

function resultOf(
  { rows, unselectable }: Settled,
  { judged, candidates }: Choice,
  { distrust, strangers }: Verdict,
  scanner: Scanner,
): Recognition {
  const mirrored = rows.length > 0 ? withCheckboxes(rows, scanner.shadowRoots.size > 0) : undefined
  const level: Level = rows.length === 0 ? "none" : mirrored ? "mirrored" : "own"
  return {
    level,
    rows: mirrored ?? rows,
    unselectable,
    distrust,
    strangers: [...strangers].sort().join("\n"),
    structure: judged ? structureOf(judged.column) : "",
    stats: { nodes: scanner.nodes, hits: scanner.hits.size, candidates, coverage: judged?.coverage ?? 0 },
  }
}
