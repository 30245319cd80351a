/** Virtual time: due entries run at once, and all promises they trigger settle before the next entry runs. */
export interface Timeline {
  /** Milliseconds since the simulation began. Never jumps, unlike a wall clock. */
  now(): number
  /** Runs `run` in `delay` ms. Returns a function that cancels it. */
  after(delay: number, run: () => void): () => void
  /** Runs entries until `isOver()`, until none is left, or until `most` have run. Returns how many ran. */
  run(isOver: () => boolean, most: number): Promise<number>
}

interface Entry {
  readonly time: number
  readonly order: number
  run: (() => void) | null
}

export function createTimeline(): Timeline {
  const heap: Entry[] = []
  let time = 0
  let order = 0

  return {
    now: () => time,
    after(delay, run): () => void {
      const entry: Entry = { time: time + Math.max(0, delay), order: order++, run }
      push(heap, entry)
      return () => {
        entry.run = null
      }
    },
    async run(isOver, most): Promise<number> {
      let happened = 0
      while (happened < most && !isOver()) {
        const entry = pop(heap)
        if (!entry) break
        if (!entry.run) continue
        time = entry.time
        happened++
        entry.run()
        await settled()
      }
      return happened
    },
  }
}

/**
 * Resolves after all pending promise jobs, because Node then runs the tick queue:
 * https://nodejs.org/api/process.html#processnexttickcallback-args
 */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    process.nextTick(resolve)
  })
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.time < b.time || (a.time === b.time && a.order < b.order)
}

function push(heap: Entry[], entry: Entry): void {
  let at = heap.push(entry) - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!isBefore(entry, heap[parent]!)) break
    heap[at] = heap[parent]!
    at = parent
  }
  heap[at] = entry
}

function pop(heap: Entry[]): Entry | undefined {
  const first = heap[0]
  const last = heap.pop()
  if (first === undefined || last === undefined || heap.length === 0) return first
  let at = 0
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child++
    if (!isBefore(heap[child]!, last)) break
    heap[at] = heap[child]!
    at = child
  }
  heap[at] = last
  return first
}
