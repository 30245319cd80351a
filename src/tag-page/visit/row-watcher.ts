/** Has the rows followed for a visit, and tells where they stand. */
import { platformRuntime } from "../../messages/send"
import { HOST_NAME } from "../frame"
import { NOWHERE, type Geometry } from "../layout/geometry"
import { createMeasure } from "../layout/measure"
import { createNameProbe } from "../name-probe"
import type { RecognisedRow, Recognition } from "../recognition/types"
import { letPageGoFirst } from "../slices"
import { watchRows, type RowWatch } from "../watch-rows"
import type { ReadyContext, VisitModel } from "./state"

/** After so long without rows the page counts as not recognised. Watching goes on. */
const GIVE_UP_MS = 20_000
/** The same where the user had tags looked for: the page is there already. */
const LOOK_MS = 4_000

const isOurs = (node: Node): boolean => node instanceof Element && node.localName === HOST_NAME

export interface RowWatcher {
  /** Starts watching for a context's tags, and ends the watch before. */
  watch(context: ReadyContext): void
  /** Where the rows stand now, or stood last: the very same while nothing has moved. Reads the page's layout once. */
  geometry(): Geometry
}

/** What is told of the rows. */
interface Told {
  readonly onBoxes: () => void
  readonly onFound: () => void
  /** The rows are what they were, but may stand elsewhere, or have something else lie over them. */
  readonly onMove: () => void
  /** Reads the module's tags again, and watches for them. */
  readonly reload: () => Promise<void>
}

/** @param inherited what the watch takes over from the visit before */
export function createRowWatcher(
  model: VisitModel,
  inherited: Pick<RowWatch, "stale" | "shapes" | "memory">,
  { onBoxes, onFound, onMove, reload }: Told,
  signal: AbortSignal,
): RowWatcher {
  const measure = createMeasure(isOurs, onMove)
  let last = NOWHERE
  let before = new AbortController()
  const recheck = createRecheck(reload, signal)
  const probe = createNameProbe(isFirefox(), signal)
  const formerNames = new Set<string>()
  const giveUpMs = model.state.place === "asked" ? LOOK_MS : GIVE_UP_MS

  function watch({ tags, commonNames }: ReadyContext): void {
    before.abort()
    before = new AbortController()
    const ended = AbortSignal.any([before.signal, signal])
    const what: RowWatch = {
      ...inherited,
      tags: tags.tags,
      commonNames,
      formerNames: [...formerNames],
      probe,
      isOurs,
      onRows: (found: Recognition): void => {
        const recognition = recheck(found)
        if (isSameReading(model.state.recognition, recognition)) onMove()
        else {
          model.set({ recognition })
          void measureAhead(ended)
        }
        onBoxes()
        if (recognition.rows.length > 0) onFound()
      },
      onBoxes,
      giveUpMs,
      onGiveUp: () => model.set({ gaveUp: true }),
    }
    for (const { name } of tags.tags) formerNames.add(name)
    watchRows(what, ended)
  }

  /** In a call of its own before the drawing, which then finds everything where it has just been read. */
  async function measureAhead(ended: AbortSignal): Promise<void> {
    await letPageGoFirst()
    if (!ended.aborted) geometry()
  }

  function geometry(): Geometry {
    const { recognition } = model.state
    // A list that was drawn anew is read within moments. Until then its boxes stay, rather than flicker under a click.
    if (!recognition || !areAllDetached(recognition.rows)) last = measure(recognition)
    return last
  }
  return { watch, geometry }
}

/** Firefox translates on the device: https://support.mozilla.org/kb/website-translation */
function isFirefox(): boolean {
  return platformRuntime()?.getURL("").startsWith("moz-extension:") ?? false
}

/** Whether a pass found what the one before it did: the recogniser then tells of the very same rows. */
function isSameReading(before: Recognition | null, now: Recognition): boolean {
  return now.rows.length > 0 && before?.rows === now.rows && before.unselectable === now.unselectable
}

function areAllDetached(rows: readonly RecognisedRow[]): boolean {
  return rows.length > 0 && rows.every(({ element }) => !element.isConnected)
}

// What to do about rows whose names no tag has: the tags are read again, for somebody may just have made one. What
// is still unknown then makes the list untrusted, for other rows may match by chance.

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
