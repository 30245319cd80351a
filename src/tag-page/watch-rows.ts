/**
 * Follows the rows of Zoho's list: recognizes them again when the page has changed, in batches with pauses, never in
 * a hidden tab. Nothing can be selected while the previous module's rows are still there.
 */
import { isOurs } from "./frame"
import type { NameProbe } from "./name-probe"
import { isElement, isText } from "./recognition/dom"
import { Recognizer } from "./recognition/recognize"
import { NO_ROWS, type PageTag, type RecognizeOptions, type Recognition } from "./recognition/types"
import { CHECKBOX_ATTRIBUTES } from "./recognition/zoho-checkbox"

export interface RowWatch extends RecognizeOptions {
  readonly tags: readonly PageTag[]
  readonly probe: NameProbe
  readonly stale: StaleRows
  /** Called after every scan. */
  readonly onRows: (recognition: Recognition) => void
}

/** Shortest time between two scans; the first runs at once. */
const MIN_REST_MS = 30
/** After a scan, the page gets this many times its duration, so that we never use more than an eighth of the time. */
const REST = 8
const MAX_REST_MS = 300
/** After a longer step, the page gets its turn before the next. */
const SHORT_MS = 5

/**
 * Watches until `signal` aborts.
 * @returns reads pending changes at once, for an action that depends on what the page shows now
 */
export function watchRows(watch: RowWatch, signal: AbortSignal): () => void {
  const { probe, tags } = watch
  const recognizer = new Recognizer(tags, watch)
  const withholdStale = createStaleFilter(watch.stale)
  const steps = [readChanges, choose, recognize]
  let timer: ReturnType<typeof setTimeout> | undefined
  let next = 0
  let took = 0

  function passSoon(): void {
    if (timer !== undefined || signal.aborted || document.hidden) return
    took = 0
    timer = setTimeout(pass, Math.max(0, next - performance.now()), steps)
  }

  /** After a long step, the next one waits for a task of its own, so that the page gets its turn. */
  function pass([step, ...others]: readonly (() => void)[]): void {
    timer = undefined
    if (signal.aborted || document.hidden || !step) return
    const start = performance.now()
    step()
    const end = performance.now()
    took += end - start
    if (others.length === 0) next = end + Math.min(MAX_REST_MS, Math.max(MIN_REST_MS, REST * took))
    else if (end - start < SHORT_MS) pass(others)
    else timer = setTimeout(pass, 0, others)
  }

  function readChanges(): void {
    const { changed, looks } = changes.take()
    recognizer.read(changed, looks)
    for (const root of recognizer.shadowRoots) changes.observe(root)
  }

  function choose(): void {
    readChanges()
    recognizer.choose()
  }

  function recognize(): void {
    // Includes what has changed meanwhile.
    readChanges()
    probe.attach()
    watch.onRows(withholdStale(recognizer.recognize(), changes.hasMoved))
  }

  probe.write(tags.map(({ name }) => name))
  // Before the observer starts, because this is not a change by the page.
  probe.attach()
  const changes = new PageChanges(passSoon, signal)
  passSoon()
  const release = watch.stale.size > 0 ? setTimeout(passSoon, UNCHANGED_MS) : undefined
  signal.addEventListener("abort", () => {
    for (const pending of [timer, release]) clearTimeout(pending)
  })
  return () => {
    if (!changes.look() && timer === undefined) return
    clearTimeout(timer)
    pass([recognize])
  }
}

/** What has changed on a page since the last `take`. */
class PageChanges {
  /** Whether anything has changed at all. */
  hasMoved = false
  readonly #onChange: () => void
  readonly #observer = new MutationObserver((records) => {
    if (this.#add(records)) this.#onChange()
  })
  readonly #observed = new Set<Node>()
  #changed = new Set<Node>()
  #looks = new Set<Node>()
  #isMissed = false

  /** @param onChange called after changes in a visible tab, and when the tab becomes visible */
  constructor(onChange: () => void, signal: AbortSignal) {
    this.#onChange = onChange
    this.observe(document.documentElement)
    document.addEventListener("visibilitychange", () => document.hidden || this.#onSeen(), { signal })
    signal.addEventListener("abort", () => this.#observer.disconnect())
  }

  /** Also observes this root: an observer outside a shadow tree does not see changes in it. */
  observe(root: Node): void {
    if (this.#observed.has(root)) return
    this.#observed.add(root)
    this.#observer.observe(root, WATCHED)
  }

  /** Whether there are unreported changes. */
  look(): boolean {
    return this.#add(this.#observer.takeRecords())
  }

  take(): { readonly changed: ReadonlySet<Node>; readonly looks: ReadonlySet<Node> } {
    this.look()
    const taken = { changed: this.#changed, looks: this.#looks }
    this.#changed = new Set()
    this.#looks = new Set()
    return taken
  }

  #add(records: readonly MutationRecord[]): boolean {
    const theirs = records.filter(({ target }) => !isOurs(target))
    if (theirs.length === 0) return false
    this.hasMoved = true
    if (document.hidden) {
      // In a hidden tab, one change is enough: the whole page is read again when it becomes visible.
      this.#observer.disconnect()
      this.#isMissed = true
    } else for (const record of theirs) addChange(record, this.#changed, this.#looks)
    return true
  }

  #onSeen(): void {
    if (this.#isMissed) {
      for (const root of this.#observed) this.#observer.observe(root, WATCHED)
      this.#changed.add(document.documentElement)
    }
    this.#isMissed = false
    this.#onChange()
  }
}

/** Attributes that can hide or show an element, or reveal a translation, but contain no text. */
const LOOKS: readonly string[] = ["class", "style", "hidden", "lang", ...CHECKBOX_ATTRIBUTES]
const TEXTS = ["aria-label", "data-id", "data-title", "data-value", "id", "lt-prop-value", "title"]
const WATCHED: MutationObserverInit = {
  ...{ subtree: true, childList: true, characterData: true, attributes: true },
  attributeFilter: [...LOOKS, ...TEXTS],
}
/** An element with more children is a list of rows: adding or removing one leaves the others as they are. */
const FEW_CHILDREN = 30

/** Adds what must be read again: as little as possible, because a page changes all the time. */
function addChange(record: MutationRecord, changed: Set<Node>, looks: Set<Node>): void {
  const { target, type, attributeName, addedNodes, removedNodes } = record
  if (type === "attributes" && LOOKS.includes(attributeName ?? "")) looks.add(target)
  else if (
    type === "childList" &&
    isElement(target) &&
    !isFewOrText(target, [...addedNodes, ...removedNodes])
  ) {
    for (const node of [...addedNodes].filter(isElement)) changed.add(node)
    if (removedNodes.length > 0) looks.add(target)
  } else changed.add(target)
}

/** Whether to read the whole element: its own texts may together form a name, which changes with each of them. */
function isFewOrText(target: Element, nodes: readonly Node[]): boolean {
  const isFew = target !== document.body && target.children.length <= FEW_CHILDREN
  return isFew || nodes.some(isText)
}

/** Name elements from before the address changed, with their text. Under the new module's name they mean nothing. */
export type StaleRows = ReadonlyMap<Element, string>

/** After this long, unchanged rows count as redrawn if all of them name tags of this module. */
const UNCHANGED_MS = 5_000

/** For the next watch, when the address changes in the same document. */
export function rowsLeftBehind(recognition: Recognition | null): StaleRows {
  return new Map(recognition?.rows.map(({ nameElement }) => [nameElement, shownIn(nameElement)]))
}

/**
 * Withholds rows while the previous module's are still there.
 * @returns a function from what was recognized to what may be used
 */
function createStaleFilter(stale: StaleRows): (recognition: Recognition, hasMoved: boolean) => Recognition {
  const since = performance.now()
  let isStale = stale.size > 0
  return (recognition, hasMoved) => {
    // A page may draw two modules' identical lists with the same elements; then only time tells them apart.
    const isSettled =
      hasMoved && performance.now() - since >= UNCHANGED_MS && recognition.stats.coverage === 1
    if (isStale && (isSettled || areOthers(stale, recognition))) isStale = false
    return isStale ? { ...recognition, ...NO_ROWS, level: "none", distrust: null } : recognition
  }
}

/** Whether most rows are new or rewritten. */
function areOthers(stale: StaleRows, { rows }: Recognition): boolean {
  const left = rows.filter(({ nameElement }) => stale.get(nameElement) === shownIn(nameElement)).length
  return rows.length > 0 && left <= rows.length / 2
}

function shownIn(element: Element): string {
  return element.textContent || (element.getAttribute("lt-prop-value") ?? "")
}
