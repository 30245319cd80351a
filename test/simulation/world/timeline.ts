/** Virtual time: what is due runs at once, and all that follows from it is done before the next thing starts. */
export interface Timeline {
  /** Milliseconds since the simulation began. Never jumps, unlike a clock on the wall. */
  now(): number
  /** Runs something `delay` ms from now; returns what takes it back. */
  after(delay: number, run: () => void): () => void
  /** Goes on until `isOver`, until nothing is left, or until `most` things have happened. Returns how many did. */
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

/** Node runs the tick queue only when no promise job is left: https://nodejs.org/api/process.html#processnexttickcallback-args */
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
