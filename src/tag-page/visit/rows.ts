/** The rows of one visit: recognizes them, gives up if there are none, and has tags read again if names are unknown. */
import { platformRuntime } from "../../messages/send"
import { createNameProbe } from "../name-probe"
import type { RecognizedRow, Recognition } from "../recognition/types"
import { watchRows, type RowWatch } from "../watch-rows"
import type { ReadyContext, VisitModel } from "./state"

/** After this long without rows, the page counts as not recognized. Watching goes on. */
const GIVE_UP_MS = 20_000
/** The same if the user asked to find tags: then the page is already complete. */
const LOOK_MS = 4_000

export interface Rows {
  /** Starts watching for a context's tags, and stops the previous watch. */
  watch(context: ReadyContext): void
  /** The rows as the page shows them now, perhaps changed since the last scan. */
  readonly now: () => readonly RecognizedRow[]
}

interface Handlers {
  /** The same rows may have moved, or something may cover them. */
  readonly onMove: () => void
  readonly onBoxes: () => void
  readonly onFound: () => void
  /** Reads the module's tags again, and watches for them. */
  readonly reload: () => Promise<void>
}

/** @param inherited what the watch takes over from the previous visit */
export function createRows(
  model: VisitModel,
  inherited: Pick<RowWatch, "stale" | "memory">,
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

  /** Also if rows were there and disappeared. */
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

/** A list may arrive in parts. */
const WAIT_MS = 300
/** Between two reads, because each costs API calls of the org. */
const MIN_REST_MS = 5_000

/**
 * Handles rows with unknown names: reads the tags again, in case someone just created one. Names that stay unknown
 * make the list untrusted, because other rows may match by chance.
 * @param reload reads the tags again; recognition follows
 * @returns a function from what was recognized to what may be used
 */
export function createRecheck(
  reload: () => Promise<void>,
  signal: AbortSignal,
): (recognition: Recognition) => Recognition {
  /** Names that stayed unknown after a read. */
  const unexplained = new Set<string>()
  let pending = ""
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastRead = -Infinity
  signal.addEventListener("abort", () => clearTimeout(timer))

  async function read(names: string): Promise<void> {
    lastRead = performance.now()
    await reload()
    unexplained.add(names)
  }

  function readSoon(names: string): void {
    clearTimeout(timer)
    pending = names
    if (names === "") return
    const rest = lastRead + MIN_REST_MS - performance.now()
    timer = setTimeout(() => void read(names), Math.max(WAIT_MS, rest))
  }

  return (recognition) => {
    const { distrust, unknownNames: names } = recognition
    const isKnown = distrust !== "unknown-names" || unexplained.has(names)
    const wanted = isKnown ? "" : names
    if (wanted !== pending) readSoon(wanted)
    // Until the answer arrives, earlier rows are as reliable as they were.
    if (!isKnown) return { ...recognition, distrust: null }
    return distrust === null ? recognition : { ...recognition, level: "none", rows: [], unselectable: [] }
  }
}
