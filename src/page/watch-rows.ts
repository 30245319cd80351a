/**
 * Follows the rows of Zoho's list: passes of recognition when the page has changed, batched, none while the
 * tab is hidden, and nothing selectable while the rows of the module before are still standing.
 */
import { CHECKBOX_ATTRIBUTES } from "./checkbox"
import { createRecogniser } from "./recognise"
import type { PageTag, Recognition } from "./recognise"

/** Shortest time between two passes; the first comes with the next frame. */
const BATCH_MS = 150
/** Nodes read in one go, so that no pass becomes a long task. */
const NODES_AT_ONCE = 20_000
/** After so long without rows the page counts as not recognised. Watching goes on. */
const GIVE_UP_MS = 20_000
/** Frameworks set a box without an event or an attribute; properties are looked at this often. */
const BOXES_EVERY_MS = 500

const WATCHED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: [
    ...CHECKBOX_ATTRIBUTES,
    "aria-label",
    "class",
    "data-title",
    "hidden",
    "lt-prop-value",
    "style",
    "title",
  ],
}
/** Attributes that can hide or show, but hold no text: reason for a pass, not for reading the element again. */
const ONLY_LOOKS: ReadonlySet<string | null> = new Set(["class", "style", "hidden", ...CHECKBOX_ATTRIBUTES])

/** Rows that stood when the address changed, with their text: under a new module's name they mean nothing. */
export type StaleRows = ReadonlyMap<Element, string>

export interface RowWatch {
  readonly tags: readonly PageTag[]
  /** Words that stand all over the page: modules' labels, people. */
  readonly commonNames?: Iterable<string>
  readonly stale: StaleRows
  /** Shapes of lists recognised before; kept up to date. */
  readonly shapes: Set<string>
  /** The element that holds what is ours, to be left out. */
  readonly isOurs: (node: Node) => boolean
  /** After every pass. */
  readonly onRows: (recognition: Recognition) => void
  /** A box of the page may have changed. */
  readonly onBoxes: () => void
  readonly onGiveUp: () => void
}

/** Watches until `signal` aborts. */
export function watchRows(watch: RowWatch, signal: AbortSignal): void {
  const recogniser = createRecogniser(
    document,
    watch.tags,
    { commonNames: watch.commonNames ?? [] },
    watch.shapes,
  )
  const observer = new MutationObserver(onMutations)
  const observed = new Set<Node>()
  let changed = new Set<Node>()
  let stale = watch.stale
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastPass = 0
  let found = false

  function observe(root: Node): void {
    if (observed.has(root)) return
    observed.add(root)
    observer.observe(root, WATCHED)
  }

  function onMutations(records: MutationRecord[]): void {
    const theirs = records.filter(({ target }) => !watch.isOurs(target))
    if (theirs.length === 0) return
    for (const { target, type, attributeName } of theirs)
      if (type !== "attributes" || !ONLY_LOOKS.has(attributeName)) changed.add(target)
    schedule()
  }

  function schedule(): void {
    if (timer !== undefined || document.hidden || signal.aborted) return
    const wait = Math.max(0, lastPass + BATCH_MS - performance.now())
    timer = setTimeout(() => requestAnimationFrame(pass), wait)
  }

  function pass(): void {
    timer = undefined
    if (signal.aborted) return
    const read = changed
    changed = new Set()
    const recognition = recogniser.pass(read, NODES_AT_ONCE)
    lastPass = performance.now()
    recogniser.shadowRoots.forEach(observe)
    if (!recognition) {
      lastPass = 0
      schedule()
      return
    }
    found ||= recognition.rows.length > 0
    if (!areStanding(stale, recognition)) stale = new Map()
    watch.onRows(
      stale.size === 0 ? recognition : { ...recognition, level: "none", rows: [], unselectable: [] },
    )
  }

  observe(document.documentElement)
  schedule()
  document.addEventListener("visibilitychange", schedule, { signal })
  const giveUp = setTimeout(() => (found && stale.size === 0 ? undefined : watch.onGiveUp()), GIVE_UP_MS)
  signal.addEventListener("abort", () => {
    observer.disconnect()
    for (const pending of [timer, giveUp]) clearTimeout(pending)
  })
  watchBoxes(watch.onBoxes, signal)
}

function watchBoxes(onBoxes: () => void, signal: AbortSignal): void {
  for (const type of ["click", "change"] as const)
    document.addEventListener(type, () => setTimeout(onBoxes), { capture: true, signal })
  const timer = setInterval(() => {
    if (!document.hidden) onBoxes()
  }, BOXES_EVERY_MS)
  signal.addEventListener("abort", () => clearInterval(timer))
}

/** Whether rows of the module before still stand unchanged. */
function areStanding(stale: StaleRows, recognition: Recognition): boolean {
  return recognition.rows.some(({ element }) => stale.get(element) === element.textContent)
}

/** What is to be handed to the next watch when the address changes under the same document. */
export function standingRows(recognition: Recognition | null): StaleRows {
  return new Map(recognition?.rows.map(({ element }) => [element, element.textContent]))
}
