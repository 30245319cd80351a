import { visible as normalise } from "../../lib/names"
import { filtered, finish, type Steps } from "../slices"
import { chooseColumn, groundOf, type Choice } from "./choose"
import { shapeOf, structureOf } from "./columns"
import { isElement, isVisible as isVisibleInBrowser } from "./dom"
import { elementsToRead, IncrementalScan, touchedOf, type Changes } from "./incremental-scan"
import { idHits, NameIndex, rowIds } from "./names"
import { settleRows, withCheckboxes, type Settled } from "./rows"
import { Scanner } from "./scan"
import { createTrust, trusted, type Verdict } from "./trust"
import type { Hit, Level, PageTag, RecogniseOptions, Recognition } from "./types"

/** Finds the rows of one page again and again, reading only what has changed. */
export interface Recogniser {
  /** Reads what changed since the last pass and recognises anew, in one go. */
  pass(changed?: Iterable<Node>): Recognition
  /** The same in steps. When they are not done to the end, what was read is not read again. */
  steps(changes: Changes): Steps<Recognition>
  /** Whether changes may alter what is being recognised, or was last. */
  concerns(changes: Changes): boolean
  /** Open shadow roots met so far: changes in them are not seen from outside. */
  readonly shadowRoots: ReadonlySet<ShadowRoot>
}

type Root = Document | ShadowRoot | Element

/** Finds the rows that stand for tags, whatever their markup; see {@link Recognition}. Reads, never writes. */
export function recognise(root: Root, tags: readonly PageTag[], options: RecogniseOptions = {}): Recognition {
  return createRecogniser(root, tags, options).pass()
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
  const trust = createTrust(top, names, options)
  const inShadow = (): boolean => scanner.shadowRoots.size > 0
  const ids = rowIds(names, inShadow)
  const headings = new WeakSet<Element>()
  let rows: readonly Element[] = []
  const last = new IncrementalScan()

  function* settle(hits: readonly Hit[], areIds: boolean): Steps<{ choice: Choice; settled: Settled }> {
    // An id is no word.
    const isCommon = areIds ? () => false : commonTest(scanner.hits.values(), commonNames)
    const known = { tagCount: tags.length, isCommon, shapes, isVisible, headings }
    const ground = groundOf(hits, top, known)
    // Ids may stand anywhere on the page.
    last.found(areIds ? null : ground.span)
    yield
    const choice = yield* chooseColumn(ground, known)
    const { judged, rival } = choice
    if (!judged) return { choice, settled: NO_ROWS }
    yield
    rows = judged.rows
    const settled = yield* settleRows(judged, ids.of, rival)
    return { choice, settled }
  }

  function* steps(changes: Changes): Steps<Recognition> {
    const elements = elementsToRead(changes.changed)
    ids.forget(touchedOf(rows, elements))
    last.begin(changes)
    scanner.markChanged(elements)
    yield* readAll(scanner)
    const visible = yield* filtered([...scanner.hits.values()], (hit) => isVisible(hit.element))
    const isTranslated = trust.isPageTranslated()
    const basis = [scanner.version, scanner.shadowRoots.size, isTranslated, ...visible]
    const same = last.again(basis)
    if (same) return withNodes(same, scanner)
    let { choice, settled } = yield* settle(visible, false)
    const isFound = settled.rows.length + settled.unselectable.length > 0
    const byId = isFound ? [] : idHits(top, names, inShadow()).filter((hit) => isVisible(hit.element))
    if (byId.length > 0) ({ choice, settled } = yield* settle(byId, true))
    yield
    const verdict = trust.of(choice, isTranslated, byId.length > 0)
    if (verdict.distrust === null) learn(choice, shapes, headings)
    const recognition = resultOf(trusted(settled, verdict), choice, verdict, scanner)
    last.end(basis, recognition, isFound)
    return recognition
  }

  return {
    shadowRoots: scanner.shadowRoots,
    steps,
    concerns: (changes) => last.concerns(changes),
    pass: (changed = []) => finish(steps({ changed, looks: [] })),
  }
}

/** Nodes read in a step. */
const NODES_AT_ONCE = 500
/** So many rows with different names make a list's shape sure. */
const SURE = 3
const NO_ROWS: Settled = { rows: [], unselectable: [] }

function* readAll(scanner: Scanner): Steps<void> {
  while (!scanner.done) {
    scanner.read(NODES_AT_ONCE)
    yield
  }
}

/** Keeps of a list that is trusted what helps to know it again. */
function learn({ judged, rival }: Choice, shapes: Set<string>, headings: WeakSet<Element>): void {
  if (!judged || rival) return
  if (judged.heading) headings.add(judged.heading)
  if (judged.distinct.size >= SURE) shapes.add(shapeOf(judged.column))
}

function topOf(root: Root): Element {
  if (isElement(root)) return root
  return "host" in root ? root.host : root.documentElement
}

/** Tells tags whose names stand on buttons or in menus, or are known as such: words in common use. */
function commonTest(hits: Iterable<Hit>, names: ReadonlySet<string>): (tag: PageTag) => boolean {
  const common = new Set<PageTag>()
  for (const { zone, exact } of hits)
    if (zone === "button" || zone === "navigation") for (const tag of exact) common.add(tag)
  return (tag) => common.has(tag) || names.has(normalise(tag.name))
}

// From what was settled to what is told.

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
    strangers: strangers.length > 0 ? hash([...strangers].sort().join("\n")) : "",
    signature: `${distrust ?? level} ${hash(rows.map((row) => row.tagId).join())} ${hash(unselectable.map((row) => row.reason).join())}`,
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

/** The same, after more of the page was read. */
const withNodes = (recognition: Recognition, { nodes }: Scanner): Recognition => ({
  ...recognition,
  stats: { ...recognition.stats, nodes },
})
