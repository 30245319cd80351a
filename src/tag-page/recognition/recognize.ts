/** Finds the rows of a page that show tags, whatever their markup. Reads, never writes. */
import { visible as normalize } from "../../lib/names"
import { chooseColumn, type Choice } from "./choose"
import { shapeOf, structureOf } from "./columns"
import { contains, isElement, isFormatting, isUnfinished, isVisible, parentOf, remembered } from "./dom"
import type { Judged } from "./judge"
import { NameIndex } from "./names"
import { RowMemory } from "./row-memory"
import { settleRows, withCheckboxes } from "./rows"
import { Scanner } from "./scan"
import { isPageTranslated, trustedOf } from "./trust"
import { NO_ROWS, type Hit, type PageTag, type RecognizeOptions, type Recognition } from "./types"

interface Chosen {
  /** What the choice depended on besides the content of its span, compared by identity. */
  readonly basis: readonly unknown[]
  readonly choice: Choice
  readonly isTranslated: boolean
  recognition?: Recognition
}

/** Finds the rows of one page repeatedly, reading only what has changed. */
export class Recognizer {
  readonly #names: NameIndex
  readonly #scanner: Scanner
  readonly #options: RecognizeOptions
  readonly #memory: RowMemory
  readonly #commonNames: ReadonlySet<string>
  readonly #formerNames: ReadonlySet<string>
  readonly #headings = new WeakSet<Element>()
  #touched: Node[] = []
  #last: Chosen | null = null

  constructor(tags: readonly PageTag[], options: RecognizeOptions = {}) {
    this.#names = new NameIndex(tags)
    this.#scanner = new Scanner(this.#names)
    this.#options = options
    this.#memory = options.memory ?? new RowMemory()
    this.#commonNames = new Set(options.commonNames?.map(normalize))
    this.#formerNames = new Set(options.formerNames?.map(normalize))
  }

  get shadowRoots(): ReadonlySet<ShadowRoot> {
    return this.#scanner.shadowRoots
  }

  /**
   * @param changed nodes whose content, attributes or texts changed since the last reading; the first reading covers
   *   the page
   * @param looks nodes that only look different, such as hidden or shown ones
   */
  read(changed: Iterable<Node> = [], looks: Iterable<Node> = []): void {
    this.#touched.push(...changed, ...looks)
    this.#scanner.read(elementsToRead(changed))
  }

  /** Reads, then recognizes the rows. Returns the same object while nothing relevant has changed. */
  recognize(changed?: Iterable<Node>, looks?: Iterable<Node>): Recognition {
    this.read(changed, looks)
    const chosen = this.choose()
    return (chosen.recognition ??= this.#settle(chosen))
  }

  /** Chooses the list in what was read: the longer half of `recognize`, which can run in a task of its own. */
  choose(): Chosen {
    const { shapes } = this.#memory
    const { hits, version, shadowRoots } = this.#scanner
    const nodes = this.#touched
    this.#touched = []
    const visible = [...hits.values()].filter(({ element }) => isVisible(element))
    const isTranslated = isPageTranslated(this.#memory, this.#options.probe)
    const basis = [version, shadowRoots.size, isTranslated, ...visible]
    if (this.#last && isSame(this.#last.basis, basis) && !mayConcern(this.#last.choice, nodes))
      return this.#last
    const choice = chooseColumn(visible, {
      tagCount: this.#names.tags.length,
      shapes,
      headings: this.#headings,
      isCommon: commonTest(hits.values(), this.#commonNames),
      // Slow, and called for each column that could hold the names.
      isUnfinished: remembered(isUnfinished),
    })
    return (this.#last = { basis, choice, isTranslated })
  }

  #settle({ choice, isTranslated }: Chosen): Recognition {
    const { nodes, hits, shadowRoots } = this.#scanner
    const { judged, rival, candidates } = choice
    const inShadow = shadowRoots.size > 0
    const settled = judged ? settleRows(judged, this.#names, inShadow, rival) : NO_ROWS
    const known = { names: this.#names, memory: this.#memory, formerNames: this.#formerNames }
    const trusted = trustedOf(settled, choice, isTranslated, known)
    if (judged && !rival && trusted.distrust === null) this.#remember(judged)
    const mirrored = withCheckboxes(trusted.rows, inShadow)
    const rows = mirrored ?? trusted.rows
    return {
      ...trusted,
      level: rows.length === 0 ? "none" : mirrored ? "mirrored" : "own",
      rows,
      structure: judged ? structureOf(judged.column) : "",
      stats: { nodes, hits: hits.size, candidates, coverage: judged?.coverage ?? 0 },
    }
  }

  /** Remembers what helps to recognize a trusted list again. */
  #remember({ heading, distinct, column }: Judged): void {
    if (heading) this.#headings.add(heading)
    if (distinct.size >= SURE) this.#memory.shapes.add(shapeOf(column))
  }
}

/** Rows with different names that make a list's shape certain. */
const SURE = 3

const isSame = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((each, index) => each === other[index])

/** Whether a choice may be another one after these nodes changed: they contain its list's surroundings or are in them. */
function mayConcern({ judged, span }: Choice, nodes: readonly Node[]): boolean {
  return nodes.some((node) => {
    const other = elementOf(node)
    return !judged || !span || !other || contains(span, other) || contains(other, span)
  })
}

/** A formatted part of a text is read with the whole text. */
function elementsToRead(changed: Iterable<Node>): Set<Element> {
  const elements = new Set<Element>()
  for (const node of changed) {
    let element = elementOf(node)
    while (element && (isFormatting(element) || element.localName === "span")) element = parentOf(element)
    if (element) elements.add(element)
  }
  return elements
}

const elementOf = (node: Node): Element | null => (isElement(node) ? node : parentOf(node))

/** Tests for tags whose names are on buttons, in menus, or known as common words. */
function commonTest(hits: Iterable<Hit>, names: ReadonlySet<string>): (tag: PageTag) => boolean {
  const common = new Set<PageTag>()
  for (const { zone, exact } of hits)
    if (zone === "button" || zone === "navigation") for (const tag of exact) common.add(tag)
  return (tag) => common.has(tag) || names.has(normalize(tag.name))
}
