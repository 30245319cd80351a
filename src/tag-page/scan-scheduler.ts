/** When the rows are recognised again after changes: batched, in slices, with rests, never while the tab is hidden. */
import { isElement } from "./recognition/dom"
import type { Changes } from "./recognition/incremental-scan"
import type { Recogniser } from "./recognition/recognise"
import type { Recognition } from "./recognition/types"
import { CHECKBOX_ATTRIBUTES } from "./recognition/zoho-checkbox"
import { finish, inSlices } from "./slices"

/** Shortest time between two passes; the first comes at once. */
const LEAST_REST_MS = 30
/** After a pass so many times its length is left to the page, so that we never take more than an eighth of it. */
const REST = 8
const MOST_REST_MS = 300
/** A page that changes its rows all the time gets a pass in one go when none has come to anything for so long. */
const MOST_BROKEN_OFF_MS = 1_000

export interface ScanScheduler {
  /** Takes changes into account, with the next pass. */
  changed(records: readonly MutationRecord[]): void
  /** Passes as soon as may be. */
  soon(): void
  /** The same, over all of the page, as if everything had changed. */
  anew(): void
}

export interface ScanSchedulerOptions {
  readonly recogniser: Recogniser
  /** Hands over the changes that were seen but not yet told. */
  readonly flush: () => void
  /** The page comes first for a while, in the middle of a pass. */
  readonly onPause: () => void
  readonly onPass: (recognition: Recognition) => void
}

export function createScanScheduler(
  { recogniser, flush, onPause, onPass }: ScanSchedulerOptions,
  signal: AbortSignal,
): ScanScheduler {
  let changes = noChanges()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isPassing = false
  /** Since when every pass has been broken off; Infinity: the last one was not. */
  let brokenOffSince = Infinity
  let next = 0
  signal.addEventListener("abort", () => clearTimeout(timer))
  const isNobodyThere = (): boolean => signal.aborted || document.hidden

  function soon(): void {
    if (timer !== undefined || isPassing || isNobodyThere()) return
    timer = setTimeout(() => void pass(), Math.max(0, next - performance.now()))
  }

  /** Whether a pass under way is still about the page as it is, and somebody looks at it. */
  function goesOn(): boolean {
    flush()
    return !isNobodyThere() && !recogniser.concerns(changes)
  }

  async function recognise(read: Changes): Promise<Recognition | undefined> {
    const steps = recogniser.steps(read)
    isPassing = true
    try {
      const isLate = performance.now() - brokenOffSince > MOST_BROKEN_OFF_MS
      return isLate ? finish(steps) : await inSlices(steps, { onPause, goesOn })
    } finally {
      isPassing = false
    }
  }

  async function pass(): Promise<void> {
    timer = undefined
    if (isNobodyThere()) return
    const read = changes
    changes = noChanges()
    const start = performance.now()
    const recognition = await recognise(read)
    if (signal.aborted) return
    next = recognition ? restUntil(start) : performance.now() + LEAST_REST_MS
    brokenOffSince = recognition ? Infinity : Math.min(brokenOffSince, start)
    if (recognition) onPass(recognition)
    if (!recognition || changes.changed.size + changes.looks.size > 0) soon()
  }

  return {
    changed(records) {
      addChanged(changes, records)
      soon()
    },
    soon,
    anew() {
      changes.changed.add(document.documentElement)
      soon()
    },
  }
}

/** When the next pass may come, after one that began at `start` and ends now. */
function restUntil(start: number): number {
  const end = performance.now()
  return end + Math.min(MOST_REST_MS, Math.max(LEAST_REST_MS, REST * (end - start)))
}

/**
 * Attributes that can hide or show, or tell of a translation, but hold no text: the element looks different, but reads
 * the same.
 */
const LOOKS: readonly string[] = ["class", "style", "hidden", "lang", ...CHECKBOX_ATTRIBUTES]
/** Elements with more children than these are lists of rows, or the page itself. */
const FEW_CHILDREN = 30

export const WATCHED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  attributes: true,
  attributeFilter: [
    ...LOOKS,
    "aria-label",
    "data-id",
    "data-title",
    "data-value",
    "id",
    "lt-prop-value",
    "title",
  ],
}

/** What has changed since it was last asked for. */
export interface Changed extends Changes {
  readonly changed: Set<Node>
  readonly looks: Set<Node>
}

const noChanges = (): Changed => ({ changed: new Set(), looks: new Set() })

/** Adds what has to be read again after changes: as little as possible, for a page changes all the time. */
function addChanged({ changed, looks }: Changed, records: readonly MutationRecord[]): void {
  // A page is often built child by child, with a record for each.
  const texts = new Map<Element, boolean>()
  for (const record of records) {
    const { target, type, attributeName } = record
    if (type === "attributes" && LOOKS.includes(attributeName ?? "")) looks.add(target)
    else if (type === "childList" && isElement(target)) addChildren(changed, target, record, texts)
    else changed.add(target)
  }
}

function addChildren(
  changed: Set<Node>,
  target: Element,
  { addedNodes, removedNodes }: MutationRecord,
  texts: Map<Element, boolean>,
): void {
  const isText = texts.get(target) ?? holdsText(target.childNodes)
  texts.set(target, isText)
  if (isText || holdsText(addedNodes) || holdsText(removedNodes)) {
    changed.add(target)
    return
  }
  for (const node of addedNodes) if (isElement(node)) changed.add(node)
  const isInRow = target !== target.ownerDocument.body && target.childElementCount <= FEW_CHILDREN
  if (removedNodes.length > 0 && isInRow) changed.add(target)
}

/** Whether an element's children may together make one text, which changes with each of them. */
function holdsText(nodes: NodeList): boolean {
  for (const node of nodes) {
    if (node.nodeType === Node.TEXT_NODE && /\S/.test((node as Text).data)) return true
  }
  return false
}
