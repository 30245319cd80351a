import { holds, isElement, isVisible as isVisibleInBrowser, parentOf } from "./dom"
import { chooseColumn } from "./recognition/choose"
import type { Choice } from "./recognition/choose"
import { shapeOf, structureOf } from "./recognition/columns"
import { idHits, idsIn } from "./recognition/ids"
import { NameIndex } from "./recognition/names"
import { settleRows, withCheckboxes } from "./recognition/rows"
import type { Settled } from "./recognition/rows"
import { Scanner } from "./recognition/scan"
import type { Hit, Level, PageTag, RecogniseOptions, Recognition } from "./recognition/types"
import { isFormatting } from "./recognition/zones"
import { normalise } from "./text"

export type {
  Level,
  PageTag,
  Recognition,
  RecogniseOptions,
  RecognisedRow,
  Refusal,
  UnselectableRow,
} from "./recognition/types"

/** Finds the rows of one page again and again, reading only what has changed. */
export interface Recogniser {
  /**
   * Reads what changed since the last pass and recognises anew.
   * @param changed elements whose inside, attributes or texts changed
   * @param mostNodes stop reading after about so many nodes
   * @returns null when the reading is not finished; call again for the rest
   */
  pass(changed?: Iterable<Node>, mostNodes?: number): Recognition | null
  /** Open shadow roots met so far: changes in them are not seen from outside. */
  readonly shadowRoots: ReadonlySet<ShadowRoot>
}

type Root = Document | ShadowRoot | Element

/** Finds the rows that stand for tags, whatever their markup; see {@link Recognition}. Reads, never writes. */
export function recognise(root: Root, tags: readonly PageTag[], options: RecogniseOptions = {}): Recognition {
  return createRecogniser(root, tags, options).pass() ?? NOTHING
}

/** @param shapes of lists that were sure before; kept up to date, to be handed on when the tags change */
export function createRecogniser(
  root: Root,
  tags: readonly PageTag[],
  options: RecogniseOptions = {},
  shapes = new Set<string>(),
): Recogniser {
  const top = topOf(root)
  const names = new NameIndex(tags)
  const scanner = new Scanner(top, names)
  const isVisible = options.isVisible ?? isVisibleInBrowser
  const commonNames = new Set([...(options.commonNames ?? [])].map(normalise))
  /** The ids that rows were seen to hold; forgotten when anything in or around a row changes. */
  const ids = new WeakMap<Element, ReadonlySet<PageTag>>()
  const headings = new WeakSet<Element>()
  let rows: readonly Element[] = []

  function idsOf(row: Element): ReadonlySet<PageTag> {
    const known = ids.get(row) ?? idsIn(row, names, scanner.shadowRoots.size > 0)
    ids.set(row, known)
    return known
  }

  function choose(hits: readonly Hit[], areIds: boolean): Choice {
    const common = commonTags(scanner.hits.values())
    // An id is no word.
    const isCommon = (tag: PageTag): boolean =>
      !areIds && (common.has(tag) || commonNames.has(normalise(tag.name)))
    return chooseColumn(hits, top, { tagCount: tags.length, isCommon, shapes, isVisible, headings })
  }

  function settle(hits: readonly Hit[], areIds: boolean): { choice: Choice; settled: Settled } {
    const choice = choose(hits, areIds)
    const { judged, rival } = choice
    if (judged) {
      rows = judged.rows
      const settled = settleRows(judged, idsOf, rival)
      if (!rival && judged.distinct.size >= SURE) shapes.add(shapeOf(judged.column))
      return { choice, settled }
    }
    return { choice, settled: NO_ROWS }
  }

  return {
    shadowRoots: scanner.shadowRoots,
    pass(changed = [], mostNodes = Infinity) {
      const elements = elementsToRead(changed)
      for (const row of rows) if (isTouched(row, elements)) ids.delete(row)
      scanner.markChanged(elements)
      scanner.read(mostNodes)
      if (!scanner.done) return null
      const visible = [...scanner.hits.values()].filter((hit) => isVisible(hit.element))
      let { choice, settled } = settle(visible, false)
      if (settled.rows.length + settled.unselectable.length === 0) {
        const hits = idHits(top, names, scanner.shadowRoots.size > 0).filter((hit) => isVisible(hit.element))
        if (hits.length > 0) ({ choice, settled } = settle(hits, true))
      }
      return result(settled, choice, scanner)
    },
  }
}

/** So many rows with different names make a list's shape sure. */
const SURE = 3
const NO_ROWS: Settled = { rows: [], unselectable: [] }

const NOTHING: Recognition = {
  level: "none",
  ...NO_ROWS,
  signature: "",
  structure: "",
  stats: { nodes: 0, hits: 0, candidates: 0, coverage: 0 },
}

function topOf(root: Root): Element {
  if (isElement(root)) return root
  return "host" in root ? root.host : root.documentElement
}

/** Tags whose names stand on buttons or in menus: words in common use. */
function commonTags(hits: Iterable<Hit>): Set<PageTag> {
  const common = new Set<PageTag>()
  for (const { zone, exact } of hits)
    if (zone === "button" || zone === "navigation") for (const tag of exact) common.add(tag)
  return common
}

/** The elements to read again when a node changed: a dressed piece of a text is read with the whole text. */
function elementsToRead(changed: Iterable<Node>): Set<Element> {
  const elements = new Set<Element>()
  for (const node of changed) {
    let element = isElement(node) ? node : elementAround(node)
    while (element && (isFormatting(element) || element.localName === "span")) element = parentOf(element)
    if (element) elements.add(element)
  }
  return elements
}

function isTouched(row: Element, changed: ReadonlySet<Element>): boolean {
  for (const element of changed) if (holds(row, element) || holds(element, row)) return true
  return false
}

function elementAround(node: Node): Element | null {
  const parent = node.parentNode
  if (!parent) return "host" in node ? (node as ShadowRoot).host : null
  return isElement(parent) ? parent : ((parent as Partial<ShadowRoot>).host ?? null)
}

function result(
  { rows, unselectable }: Settled,
  { judged, candidates }: Choice,
  scanner: Scanner,
): Recognition {
  const mirrored = rows.length > 0 ? withCheckboxes(rows, scanner.shadowRoots.size > 0) : undefined
  const level: Level = rows.length === 0 ? "none" : mirrored ? "mirrored" : "own"
  return {
    level,
    rows: mirrored ?? rows,
    unselectable,
    signature: `${level} ${hash(rows.map((row) => row.tagId).join())} ${hash(unselectable.map((row) => row.reason).join())}`,
    structure: judged ? structureOf(judged.column) : "",
    stats: { nodes: scanner.nodes, hits: scanner.hits.size, candidates, coverage: judged?.coverage ?? 0 },
  }
}

/** A short digest, so that ids do not leave with the diagnostics (FNV-1a). */
function hash(text: string): string {
  let sum = 0x811c9dc5
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193)
  return (sum >>> 0).toString(36)
}
