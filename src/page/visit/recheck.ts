/**
 * What to do about rows whose names no tag has: the tags are read again, for somebody may just have made one. What is
 * still unknown then makes the list untrusted, for other rows may match by chance.
 */
import type { Recognition } from "../recognise"

/** A list may be drawn in pieces. */
const WAIT_MS = 300
/** Between two reads, for each costs calls of the org. */
const LEAST_REST_MS = 5_000

/**
 * @param reload reads the tags again; recognition follows
 * @returns a function from what was recognised to what may be used
 */
export function createRecheck(
  reload: () => Promise<void>,
  signal: AbortSignal,
): (recognition: Recognition) => Recognition {
  /** Unknown names that a read has not explained. */
  const unexplained = new Set<string>()
  let pending = ""
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastRead = -Infinity
  signal.addEventListener("abort", () => clearTimeout(timer))

  async function read(strangers: string): Promise<void> {
    lastRead = performance.now()
    await reload()
    unexplained.add(strangers)
  }

  function readSoon(strangers: string): void {
    clearTimeout(timer)
    pending = strangers
    if (strangers === "") return
    const rest = lastRead + LEAST_REST_MS - performance.now()
    timer = setTimeout(() => void read(strangers), Math.max(WAIT_MS, rest))
  }

  return (recognition) => {
    const { distrust, strangers } = recognition
    const isKnown = distrust !== "unknown-names" || unexplained.has(strangers)
    const wanted = isKnown ? "" : strangers
    if (wanted !== pending) readSoon(wanted)
    // Until the answer comes, the rows that were there before are as good as they were.
    if (!isKnown) return { ...recognition, distrust: null }
    return distrust === null ? recognition : { ...recognition, level: "none", rows: [], unselectable: [] }
  }
}
