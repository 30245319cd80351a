/**
 * Follows the rows of Zoho's list: passes of recognition when the page has changed, batched, in slices, none while
 * the tab is hidden, and nothing selectable while the rows of the module before are still standing.
 */
import type { NameProbe } from "./name-probe"
import { createRecogniser, type Recogniser } from "./recognition/recognise"
import type { RowMemory } from "./recognition/row-memory"
import type { PageTag, Recognition } from "./recognition/types"
import { createScanScheduler, WATCHED } from "./scan-scheduler"

/** Frameworks set a box without an event or an attribute; properties are looked at this often. */
const BOXES_EVERY_MS = 500

export interface RowWatch {
  readonly tags: readonly PageTag[]
  /** Words that stand all over the page: modules' labels, people. */
  readonly commonNames?: Iterable<string>
  /** Names of tags that were there before. */
  readonly formerNames?: Iterable<string>
  readonly memory: RowMemory
  readonly probe: NameProbe
  readonly stale: StaleRows
  /** Shapes of lists recognised before; kept up to date. */
  readonly shapes: Set<string>
  /** The element that holds what is ours, to be left out. */
  readonly isOurs: (node: Node) => boolean
  /** After every pass. */
  readonly onRows: (recognition: Recognition) => void
  /** A box of the page may have changed. */
  readonly onBoxes: () => void
  /** There were no rows for so long. */
  readonly giveUpMs: number
  readonly onGiveUp: () => void
}

/** Watches until `signal` aborts. */
export function watchRows(watch: RowWatch, signal: AbortSignal): void {
  const { probe } = watch
  const recogniser = recogniserFor(watch)
  const observer = new MutationObserver(onMutations)
  const observed = new Set<Node>()
  const held = holdBack(watch.stale)
  let [found, moved, missed] = [false, false, false]

  function observe(root: Node): void {
    if (observed.has(root)) return
    observed.add(root)
    observer.observe(root, WATCHED)
  }

  function onMutations(records: MutationRecord[]): void {
    const theirs = records.filter(({ target }) => !watch.isOurs(target))
    if (theirs.length === 0) return
    moved = true
    if (document.hidden) lookAway()
    else passes.changed(theirs)
  }

  /** One change in a hidden tab is as good as many: all of the page is read anew when it is seen again. */
  function lookAway(): void {
    observer.disconnect()
    observed.clear()
    missed = true
  }

  function onSeen(): void {
    if (document.hidden) return
    if (missed) {
      observe(document.documentElement)
      onPause()
      passes.anew()
    } else passes.soon()
    missed = false
  }

  // What is changed in a shadow tree is not seen from outside of it.
  const onPause = (): void => recogniser.shadowRoots.forEach(observe)

  function onPass(recognition: Recognition): void {
    onPause()
    probe.attach()
    const usable = held(recognition, moved)
    found ||= usable.rows.length > 0
    watch.onRows(usable)
  }

  const flush = (): void => onMutations(observer.takeRecords())
  const passes = createScanScheduler({ recogniser, flush, onPause, onPass }, signal)
  probe.write(watch.tags.map(({ name }) => name))
  // Before anything is watched, for it is no change of the page's.
  probe.attach()
  observe(document.documentElement)
  passes.soon()
  document.addEventListener("visibilitychange", onSeen, { signal })
  const giveUp = setTimeout(() => (found ? undefined : watch.onGiveUp()), watch.giveUpMs)
  const release = watch.stale.size > 0 ? setTimeout(() => passes.soon(), HOLD_MS) : undefined
  signal.addEventListener("abort", () => {
    observer.disconnect()
    for (const pending of [giveUp, release]) clearTimeout(pending)
  })
  watchBoxes(watch.onBoxes, signal)
}

function recogniserFor({ tags, shapes, ...watch }: RowWatch): Recogniser {
  const { commonNames = [], formerNames = [], memory, probe } = watch
  const isProbeChanged = (): boolean => probe.isChanged()
  const options = { commonNames, formerNames, memory, isProbeChanged }
  return createRecogniser(document, tags, options, shapes)
}

function watchBoxes(onBoxes: () => void, signal: AbortSignal): void {
  for (const type of ["click", "change"] as const)
    document.addEventListener(type, () => setTimeout(onBoxes), { capture: true, signal })
  whileSeen(BOXES_EVERY_MS, onBoxes, signal)
}

/** Names that stood when the address changed, with their text: under a new module's name they mean nothing. */
export type StaleRows = ReadonlyMap<Element, string>

/** After so long, rows that are as they were count as drawn anew, if all of them name tags of this module. */
const HOLD_MS = 5_000

/** What is to be handed to the next watch when the address changes under the same document. */
export function standingRows(recognition: Recognition | null): StaleRows {
  return new Map(recognition?.rows.map(({ nameElement }) => [nameElement, shownIn(nameElement)]))
}

/**
 * Holds rows back while those of the module before still stand.
 * @returns a function from what was recognised to what may be used
 */
function holdBack(stale: StaleRows): (recognition: Recognition, hasMoved: boolean) => Recognition {
  const since = performance.now()
  let isHeld = stale.size > 0
  return (recognition, hasMoved) => {
    // A page may draw two modules' equal lists with the same elements: then nothing but time tells.
    const isSettled = hasMoved && performance.now() - since >= HOLD_MS && recognition.stats.coverage === 1
    if (isHeld && (isSettled || areAnother(stale, recognition))) isHeld = false
    return isHeld
      ? { ...recognition, level: "none", rows: [], unselectable: [], distrust: null }
      : recognition
  }
}

/** Whether the rows are others than those that stood: most of them new, or written anew. */
function areAnother(stale: StaleRows, { rows }: Recognition): boolean {
  const standing = rows.filter(({ nameElement }) => stale.get(nameElement) === shownIn(nameElement)).length
  return rows.length > 0 && standing <= rows.length / 2
}

function shownIn(element: Element): string {
  return element.textContent || (element.getAttribute("lt-prop-value") ?? "")
}

/** Runs something every so many milliseconds while the tab is seen, and nothing at all while it is hidden. */
function whileSeen(everyMs: number, run: () => void, signal: AbortSignal): void {
  let timer: ReturnType<typeof setInterval> | undefined
  const arrange = (): void => {
    clearInterval(timer)
    timer = document.hidden ? undefined : setInterval(run, everyMs)
  }
  arrange()
  document.addEventListener("visibilitychange", arrange, { signal })
  signal.addEventListener("abort", () => clearInterval(timer))
}

// Tells when rows may have moved though nothing of the page's elements changed: fonts and pictures that came late, a
// side bar that slides, a scroll bar that takes its width.

/** What tells of nothing is found by looking this often. */
const EVERY_MS = 500
const MOVERS = ["load", "transitionend", "animationend", "toggle"] as const

/**
 * @param place where the rows stand now, in one text; reads the layout
 * @param onMove called when they may stand elsewhere
 */
export function watchLayout(place: () => string, onMove: () => void, signal: AbortSignal): void {
  for (const type of MOVERS) document.addEventListener(type, onMove, { capture: true, signal })
  for (const type of ["scroll", "resize"] as const)
    addEventListener(type, onMove, { capture: true, passive: true, signal })
  const sizes = new ResizeObserver(onMove)
  sizes.observe(document.documentElement)
  let last = ""
  const look = (): void => {
    const now = place()
    if (now !== last) onMove()
    last = now
  }
  whileSeen(EVERY_MS, look, signal)
  signal.addEventListener("abort", () => sizes.disconnect())
}
