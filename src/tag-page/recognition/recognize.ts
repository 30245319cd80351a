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
import { RowMemory } from "./row-memory"
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
  /** Chooses the list in what was read: the longer half of `recognize`, which can run in a task of its own. */
  choose(): void
  /** Reads, then recognizes the rows. Returns the same object while nothing relevant has changed. */
  recognize(changed?: Iterable<Node>, looks?: Iterable<Node>): Recognition
  readonly shadowRoots: ReadonlySet<ShadowRoot>
}

interface Chosen {
  /** What the choice depended on besides the content of its span, compared by identity. */
  readonly basis: readonly unknown[]
  readonly choice: Choice
  readonly isTranslated: boolean
  recognition?: Recognition
}

export function createRecognizer(
  page: Document,
  tags: readonly PageTag[],
  options: RecognizeOptions = {},
): Recognizer {
  const top = page.documentElement
  const names = new NameIndex(tags)
  const scanner = new Scanner(top, names)
  const isVisible = options.isVisible ?? isVisibleInBrowser
  const commonNames = new Set([...(options.commonNames ?? [])].map(normalize))
  const memory = options.memory ?? new RowMemory()
  const { shapes } = memory
  const trust = createTrust(top, names, { ...options, memory })
  const headings = new WeakSet<Element>()
  let touched: Node[] = []
  let last: Chosen | null = null
  /** Chosen for the next `recognize`, unless something else is read before. */
  let prepared: Chosen | null = null

  function read(changed: Iterable<Node> = [], looks: Iterable<Node> = []): void {
    const { nodes, version } = scanner
    touched.push(...changed, ...looks)
    scanner.read(elementsToRead(changed))
    if (touched.length > 0 || scanner.nodes !== nodes || scanner.version !== version) prepared = null
  }

  function choose(): Chosen {
    const nodes = touched
    touched = []
    const visible = [...scanner.hits.values()].filter((hit) => isVisible(hit.element))
    const isTranslated = trust.isPageTranslated()
    const basis = [scanner.version, scanner.shadowRoots.size, isTranslated, ...visible]
    if (last && isSame(last.basis, basis) && !mayConcern(last.choice, nodes)) return last
    const known: Knowledge = {
      ...{ tagCount: tags.length, shapes, isVisible, headings },
      isCommon: commonTest(scanner.hits.values(), commonNames),
      // Slow, and called for each column that could hold the names.
      isUnfinished: remembered(isUnfinished),
    }
    last = { basis, choice: chooseColumn(visible, top, known), isTranslated }
    return last
  }

  function settle({ choice, isTranslated }: Chosen): Recognition {
    const inShadow = scanner.shadowRoots.size > 0
    const settled = choice.judged ? settleRows(choice.judged, names, inShadow, choice.rival) : NO_ROWS
    const verdict = trust.of(choice, isTranslated)
    if (verdict.distrust === null) rememberList(choice, shapes, headings)
    return resultOf(trusted(settled, verdict), choice, verdict, scanner)
  }

  return {
    ...{ shadowRoots: scanner.shadowRoots, read },
    choose() {
      prepared = choose()
    },
    recognize(changed, looks) {
      read(changed, looks)
      const chosen = prepared ?? choose()
      prepared = null
      return (chosen.recognition ??= settle(chosen))
    },
  }
}

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((each, index) => each === other[index])

/** Whether a choice may be another one after these nodes changed: they contain its list's surroundings or are in them. */
function mayConcern({ judged, span }: Choice, nodes: readonly Node[]): boolean {
  if (!judged || !span) return true
  return nodes.some((node) => {
    const other = isElement(node) ? node : elementAround(node)
    return !other || contains(span, other) || contains(other, span)
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
