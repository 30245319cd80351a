/**
 * Follows the rows of Zoho's list: recognizes them again when the page has changed, batched and with rests, never while
 * the tab is hidden, and makes nothing selectable while the rows of the module before are still there.
 */
import type { NameProbe } from "./name-probe"
import { isElement, isText } from "./recognition/dom"
import { createRecogniser } from "./recognition/recognise"
import type { RowMemory } from "./recognition/row-memory"
import type { PageTag, Recognition } from "./recognition/types"
import { CHECKBOX_ATTRIBUTES } from "./recognition/zoho-checkbox"

export interface RowWatch {
  readonly tags: readonly PageTag[]
  /** Words that are all over the page: modules' labels, people. */
  readonly commonNames?: Iterable<string>
  /** Names of tags that were there before. */
  readonly formerNames?: Iterable<string>
  readonly memory: RowMemory
  readonly probe: NameProbe
  readonly stale: StaleRows
  /** Shapes of lists recognized before; kept up to date. */
  readonly shapes: Set<string>
  /** The element that holds what is ours, to be left out. */
  readonly isOurs: (node: Node) => boolean
  /** After every pass. */
  readonly onRows: (recognition: Recognition) => void
}

/** Shortest time between two passes; the first comes at once. */
const LEAST_REST_MS = 30
/** After a pass so many times its length is left to the page, so that we never take more than an eighth of it. */
const REST = 8
const MOST_REST_MS = 300
/** After reading for longer, the page comes first before what was read is thought about. */
const SHORT_MS = 5

/**
 * Watches until `signal` aborts.
 * @returns reads at once what has changed, for an act that depends on what the page shows now
 */
export function watchRows(watch: RowWatch, signal: AbortSignal): () => void {
  const { probe, shapes } = watch
  const options = { ...watch, isProbeChanged: () => probe.isChanged() }
  const recogniser = createRecogniser(document, watch.tags, options, shapes)
  const observer = new MutationObserver(onMutations)
  const observed = new Set<Node>()
  const held = holdBack(watch.stale)
  let [changed, looks] = [new Set<Node>(), new Set<Node>()]
  let timer: ReturnType<typeof setTimeout> | undefined
  let next = 0
  let [hasMoved, isMissed] = [false, false]

  function observe(root: Node): void {
    if (observed.has(root)) return
    observed.add(root)
    observer.observe(root, WATCHED)
  }

  function onMutations(records: MutationRecord[]): void {
    const theirs = records.filter(({ target }) => !watch.isOurs(target))
    if (theirs.length === 0) return
    hasMoved = true
    if (document.hidden) {
      // One change in a hidden tab is as good as many: all of the page is read again when it is seen.
      observer.disconnect()
      observed.clear()
      isMissed = true
      return
    }
    addChanges(theirs, changed, looks)
    passSoon()
  }

  function passSoon(): void {
    if (timer !== undefined || signal.aborted || document.hidden) return
    timer = setTimeout(pass, Math.max(0, next - performance.now()))
  }

  function readChanges(): void {
    recogniser.read(changed, looks)
    ;[changed, looks] = [new Set(), new Set()]
    // Changes in a shadow tree are not seen from outside.
    recogniser.shadowRoots.forEach(observe)
  }

  function pass(): void {
    timer = undefined
    if (signal.aborted || document.hidden) return
    const start = performance.now()
    readChanges()
    const took = performance.now() - start
    if (took < SHORT_MS) finish(took)
    else timer = setTimeout(() => finish(took))
  }

  function finish(tookToRead: number): void {
    const start = performance.now()
    // What came meanwhile is read with the rest.
    onMutations(observer.takeRecords())
    clearTimeout(timer)
    timer = undefined
    if (signal.aborted || document.hidden) return
    readChanges()
    probe.attach()
    watch.onRows(held(recogniser.recognise(), hasMoved))
    const end = performance.now()
    next = end + Math.min(MOST_REST_MS, Math.max(LEAST_REST_MS, REST * (tookToRead + end - start)))
  }

  function onSeen(): void {
    if (isMissed && !document.hidden) {
      for (const root of [document.documentElement, ...recogniser.shadowRoots]) observe(root)
      changed.add(document.documentElement)
      isMissed = false
    }
    passSoon()
  }

  probe.write(watch.tags.map(({ name }) => name))
  // Before anything is watched, for it is no change of the page's.
  probe.attach()
  observe(document.documentElement)
  passSoon()
  document.addEventListener("visibilitychange", onSeen, { signal })
  const release = watch.stale.size > 0 ? setTimeout(passSoon, HOLD_MS) : undefined
  signal.addEventListener("abort", () => {
    observer.disconnect()
    for (const pending of [timer, release]) clearTimeout(pending)
  })
  return () => {
    onMutations(observer.takeRecords())
    if (timer !== undefined) finish(0)
  }
}

/** Attributes that can hide or show, or are signs of a translation, but hold no text. */
const LOOKS: readonly string[] = ["class", "style", "hidden", "lang", ...CHECKBOX_ATTRIBUTES]
const TEXTS = ["aria-label", "data-id", "data-title", "data-value", "id", "lt-prop-value", "title"]
const WATCHED: MutationObserverInit = {
  ...{ subtree: true, childList: true, characterData: true, attributes: true },
  attributeFilter: [...LOOKS, ...TEXTS],
}
/** Elements with more children than these are lists of rows: one that comes or goes leaves the others as they are. */
const FEW_CHILDREN = 30

/** Adds what has to be read again: as little as possible, for a page changes all the time. */
function addChanges(records: readonly MutationRecord[], changed: Set<Node>, looks: Set<Node>): void {
  for (const { target, type, attributeName, addedNodes, removedNodes } of records) {
    if (type === "attributes" && LOOKS.includes(attributeName ?? "")) looks.add(target)
    else if (type !== "childList" || !isElement(target) || changed.has(target)) changed.add(target)
    else {
      const isFew = target !== document.body && target.childElementCount <= FEW_CHILDREN
      // An element's own texts may together make a name, which changes with each of them.
      if (isFew || [...addedNodes, ...removedNodes].some(isText)) changed.add(target)
      else for (const node of addedNodes) if (isElement(node)) changed.add(node)
    }
  }
}

/** Name elements from before the address changed, with their text: under a new module's name they mean nothing. */
export type StaleRows = ReadonlyMap<Element, string>

/** After so long, rows that are as they were count as drawn again, if all of them name tags of this module. */
const HOLD_MS = 5_000

/** For the next watch, when the address changes under the same document. */
export function rowsLeftBehind(recognition: Recognition | null): StaleRows {
  return new Map(recognition?.rows.map(({ nameElement }) => [nameElement, shownIn(nameElement)]))
}

/**
 * Holds rows back while those of the module before are still there.
 * @returns a function from what was recognized to what may be used
 */
function holdBack(stale: StaleRows): (recognition: Recognition, hasMoved: boolean) => Recognition {
  const since = performance.now()
  let isHeld = stale.size > 0
  return (recognition, hasMoved) => {
    // A page may draw two modules' equal lists with the same elements: then only time tells them apart.
    const isSettled = hasMoved && performance.now() - since >= HOLD_MS && recognition.stats.coverage === 1
    if (isHeld && (isSettled || areOthers(stale, recognition))) isHeld = false
    return isHeld
      ? { ...recognition, level: "none", rows: [], unselectable: [], distrust: null }
      : recognition
  }
}

/** Whether most rows are new, or written again. */
function areOthers(stale: StaleRows, { rows }: Recognition): boolean {
  const left = rows.filter(({ nameElement }) => stale.get(nameElement) === shownIn(nameElement)).length
  return rows.length > 0 && left <= rows.length / 2
}

function shownIn(element: Element): string {
  return element.textContent || (element.getAttribute("lt-prop-value") ?? "")
}
