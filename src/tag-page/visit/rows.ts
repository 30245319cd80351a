/** The rows of one visit: recognizes them, gives up where there are none, and has tags read again that are unknown. */
import { platformRuntime } from "../../messages/send"
import { createNameProbe } from "../name-probe"
import type { RecognisedRow, Recognition } from "../recognition/types"
import { watchRows, type RowWatch } from "../watch-rows"
import type { ReadyContext, VisitModel } from "./state"

/** After so long without rows the page counts as not recognized. Watching goes on. */
const GIVE_UP_MS = 20_000
/** The same where the user had tags looked for: the page is there already. */
const LOOK_MS = 4_000

export interface Rows {
  /** Starts watching for a context's tags, and ends the watch before. */
  watch(context: ReadyContext): void
  /** The rows as the page shows them now, which may have changed since the last pass. */
  readonly now: () => readonly RecognisedRow[]
}

interface Handlers {
  /** The rows are what they were, but may be elsewhere, or have something else lie over them. */
  readonly onMove: () => void
  readonly onBoxes: () => void
  readonly onFound: () => void
  /** Reads the module's tags again, and watches for them. */
  readonly reload: () => Promise<void>
}

/** @param inherited what the watch takes over from the visit before */
export function createRows(
  model: VisitModel,
  inherited: Pick<RowWatch, "stale" | "shapes" | "memory" | "isOurs">,
  { onMove, onBoxes, onFound, reload }: Handlers,
  signal: AbortSignal,
): Rows {
  let before = new AbortController()
  let readNow = (): void => undefined
  const recheck = createRecheck(reload, signal)
  const probe = createNameProbe(isFirefox(), signal)
  const formerNames = new Set<string>()
  let giveUp: ReturnType<typeof setTimeout> | undefined
  signal.addEventListener("abort", () => clearTimeout(giveUp))

  /** Also for rows that were there and vanished. */
  function giveUpWithout({ rows }: Recognition): void {
    if (rows.length > 0) {
      clearTimeout(giveUp)
      giveUp = undefined
      if (model.state.gaveUp) model.set({ gaveUp: false })
    } else if (giveUp === undefined) {
      const after = model.state.place === "asked" ? LOOK_MS : GIVE_UP_MS
      giveUp = setTimeout(() => model.set({ gaveUp: true }), after)
    }
  }

  function onRows(found: Recognition): void {
    const { recognition: last } = model.state
    const recognition = recheck(found)
    giveUpWithout(recognition)
    if (last?.rows === recognition.rows && last.unselectable === recognition.unselectable) onMove()
    else model.set({ recognition })
    onBoxes()
    if (recognition.rows.length > 0) onFound()
  }

  return {
    watch({ tags, commonNames }) {
      before.abort()
      before = new AbortController()
      const watch = {
        ...inherited,
        tags: tags.tags,
        commonNames,
        formerNames: [...formerNames],
        probe,
        onRows,
      }
      for (const { name } of tags.tags) formerNames.add(name)
      readNow = watchRows(watch, AbortSignal.any([before.signal, signal]))
    },
    now() {
      readNow()
      return model.state.recognition?.rows ?? []
    },
  }
}

/** Firefox translates on the device: https://support.mozilla.org/kb/website-translation */
function isFirefox(): boolean {
  return platformRuntime()?.getURL("").startsWith("moz-extension:") ?? false
}

/** A list may be drawn in pieces. */
const WAIT_MS = 300
/** Between two reads, for each costs calls of the org. */
const LEAST_REST_MS = 5_000

/**
 * What to do about rows whose names no tag has: the tags are read again, for somebody may just have made one. What is
 * still unknown then makes the list untrusted, for other rows may match by chance.
 * @param reload reads the tags again; recognition follows
 * @returns a function from what was recognized to what may be used
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
