/**
 * Follows the rows of Zoho's list: passes of recognition when the page has changed, batched, in slices, none while
 * the tab is hidden, and nothing selectable while the rows of the module before are still standing.
 */
import { WATCHED } from "./mutations"
import type { NameProbe } from "./name-probe"
import { createPasses } from "./passes"
import { createRecogniser } from "./recognise"
import type { PageTag, Recogniser, Recognition, RowMemory } from "./recognise"
import type { StaleRows } from "./stale-rows"
import { HOLD_MS, holdBack } from "./stale-rows"
import { whileSeen } from "./while-seen"

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
  const passes = createPasses({ recogniser, flush, onPause, onPass }, signal)
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
