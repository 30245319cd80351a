/**
 * Follows the rows of Zoho's list: passes of recognition when the page has changed, batched, none while the
 * tab is hidden, and nothing selectable while the rows of the module before are still standing.
 */
import { WATCHED, addChanged } from "./mutations"
import { createRecogniser } from "./recognise"
import type { PageTag, Recognition } from "./recognise"
import type { StaleRows } from "./stale-rows"
import { HOLD_MS, holdBack } from "./stale-rows"

/** Shortest time between two passes; the first comes with the next frame. */
const BATCH_MS = 150
/** Nodes read in one go, so that no pass becomes a long task. */
const NODES_AT_ONCE = 20_000
/** After so long without rows the page counts as not recognised. Watching goes on. */
const GIVE_UP_MS = 20_000
/** Frameworks set a box without an event or an attribute; properties are looked at this often. */
const BOXES_EVERY_MS = 500

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
  const held = holdBack(watch.stale)
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastPass = -BATCH_MS
  let found = false
  let moved = false

  function observe(root: Node): void {
    if (observed.has(root)) return
    observed.add(root)
    observer.observe(root, WATCHED)
  }

  function onMutations(records: MutationRecord[]): void {
    const theirs = records.filter(({ target }) => !watch.isOurs(target))
    if (theirs.length === 0) return
    moved = true
    for (const record of theirs) addChanged(changed, record)
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
      lastPass = -BATCH_MS
      schedule()
      return
    }
    const usable = held(recognition, moved)
    found ||= usable.rows.length > 0
    watch.onRows(usable)
  }

  observe(document.documentElement)
  schedule()
  document.addEventListener("visibilitychange", schedule, { signal })
  const giveUp = setTimeout(() => (found ? undefined : watch.onGiveUp()), GIVE_UP_MS)
  const release = watch.stale.size > 0 ? setTimeout(schedule, HOLD_MS) : undefined
  signal.addEventListener("abort", () => {
    observer.disconnect()
    for (const pending of [timer, giveUp, release]) clearTimeout(pending)
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
