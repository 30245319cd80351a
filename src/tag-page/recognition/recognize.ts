/** Finds the rows of a page that show tags, whatever their markup. Reads, never writes. */
import { visible as normalize } from "../../lib/names"
import { chooseColumn, type Choice } from "./choose"
import { shapeOf, structureOf } from "./columns"
import {
  contains,
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
import type { Hit, Level, PageTag, RecognizeOptions, Recognition } from "./types"

/** Finds the rows of one page repeatedly, reading only what has changed. */
export interface Recognizer {
  /**
   * @param changed nodes whose content, attributes or texts changed since the last reading; the first reading covers
   *   the page
   * @param looks nodes that only look different, such as hidden or shown ones
   */
  read(changed?: Iterable<Node>, looks?: Iterable<Node>): void
  /** Recognizes the rows in what was read. Returns the same object while nothing relevant has changed. */
  recognize(): Recognition
  /** Reads, then recognizes. */
  pass(changed?: Iterable<Node>, looks?: Iterable<Node>): Recognition
  readonly shadowRoots: ReadonlySet<ShadowRoot>
}

/** @param shapes of lists that were certain before; updated for the next recognizer */
export function createRecognizer(
  page: Document,
  tags: readonly PageTag[],
  options: RecognizeOptions = {},
  shapes = new Set<string>(),
): Recognizer {
  const top = page.documentElement
  const names = new NameIndex(tags)
  const scanner = new Scanner(top, names)
  const isVisible = options.isVisible ?? isVisibleInBrowser
  const commonNames = new Set([...(options.commonNames ?? [])].map(normalize))
  const trust = createTrust(top, names, options)
  const headings = new WeakSet<Element>()
  let last: {
    /** What the recognition depended on besides the content of `span`, compared by identity. */
    readonly basis: readonly unknown[]
    readonly span: Element
    readonly recognition: Recognition
  } | null = null

  let touched: Node[] = []

  function read(changed: Iterable<Node> = [], looks: Iterable<Node> = []): void {
    touched.push(...changed, ...looks)
    scanner.read(elementsToRead(changed))
  }

  function recognizeRows(): Recognition {
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
      // Slow, and called for each column that could hold the names.
      isUnfinished: remembered(isUnfinished),
    }
    const choice = chooseColumn(visible, top, known)
    const settled = choice.judged ? settleRows(choice.judged, names, inShadow, choice.rival) : NO_ROWS
    const verdict = trust.of(choice, isTranslated)
    if (verdict.distrust === null) rememberList(choice, shapes, headings)
    const recognition = resultOf(trusted(settled, verdict), choice, verdict, scanner)
    const isFound = settled.rows.length + settled.unselectable.length > 0
    last = isFound && choice.span ? { basis, span: choice.span, recognition } : null
    return recognition
  }

  return {
    ...{ shadowRoots: scanner.shadowRoots, read, recognize: recognizeRows },
    pass(changed, looks) {
      read(changed, looks)
      return recognizeRows()
    },
  }
}

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((each, index) => each === other[index])

/** Whether any of these nodes is in an element or contains it. */
function touches(element: Element, nodes: readonly Node[]): boolean {
  return nodes.some((node) => {
    const other = isElement(node) ? node : elementAround(node)
    return !other || contains(element, other) || contains(other, element)
  })
}

/** A formatted part of a text is read with the whole text. */
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

/** Tests for tags whose names are on buttons, in menus, or known as common words. */
function commonTest(hits: Iterable<Hit>, names: ReadonlySet<string>): (tag: PageTag) => boolean {
  const common = new Set<PageTag>()
  for (const { zone, exact } of hits)
    if (zone === "button" || zone === "navigation") for (const tag of exact) common.add(tag)
  return (tag) => common.has(tag) || names.has(normalize(tag.name))
}

const NO_ROWS: Settled = { rows: [], unselectable: [] }
/** Rows with different names that make a list's shape certain. */
const SURE = 3

/** Remembers what helps to recognize a trusted list again. */
function rememberList({ judged, rival }: Choice, shapes: Set<string>, headings: WeakSet<Element>): void {
  if (!judged || rival) return
  if (judged.heading) headings.add(judged.heading)
  if (judged.distinct.size >= SURE) shapes.add(shapeOf(judged.column))
}

function resultOf(
  { rows, unselectable }: Settled,
  { judged, candidates }: Choice,
  { distrust, unknownNames }: Verdict,
  scanner: Scanner,
): Recognition {
  const mirrored = rows.length > 0 ? withCheckboxes(rows, scanner.shadowRoots.size > 0) : undefined
  const level: Level = rows.length === 0 ? "none" : mirrored ? "mirrored" : "own"
  return {
    level,
    rows: mirrored ?? rows,
    unselectable,
    distrust,
    unknownNames: [...unknownNames].sort().join("\n"),
    structure: judged ? structureOf(judged.column) : "",
    stats: { nodes: scanner.nodes, hits: scanner.hits.size, candidates, coverage: judged?.coverage ?? 0 },
  }
}
