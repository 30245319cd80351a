/** Has the rows followed for a visit, and tells where they stand. */
import type { Parts } from "../frame"
import { NOWHERE } from "../geometry"
import type { Geometry } from "../geometry"
import { HOST_NAME } from "../host-name"
import { part } from "../parts"
import type { RecognisedRow, Recognition } from "../recognise"
import type { RowWatch } from "../watch-rows"
import type { Actions } from "./actions"
import type { ReadyContext, VisitModel } from "./model"

/** After so long without rows the page counts as not recognised. Watching goes on. */
const GIVE_UP_MS = 20_000
/** The same where the user had tags looked for: the page is there already. */
const LOOK_MS = 4_000

const isOurs = (node: Node): boolean => node instanceof Element && node.localName === HOST_NAME

export interface RowWatcher {
  /** Starts watching for a context's tags, and ends the watch before. */
  watch(context: ReadyContext): void
  /** Where the rows stand now, or stood last. Reads the page's layout once. */
  geometry(): Geometry
}

/** What is told of the rows. */
interface Told extends Pick<Actions, "guarded"> {
  readonly onBoxes: () => void
  readonly onFound: () => void
}

/** @param inherited what the watch takes over from the visit before */
export function createRowWatcher(
  model: VisitModel,
  inherited: Pick<RowWatch, "stale" | "shapes">,
  { onBoxes, onFound, guarded }: Told,
  signal: AbortSignal,
): RowWatcher {
  let reading: Parts["rows"] | undefined
  let last = NOWHERE
  let before = new AbortController()
  const giveUpMs = model.state.place === "asked" ? LOOK_MS : GIVE_UP_MS

  function watch({ tags, commonNames }: ReadyContext): void {
    before.abort()
    before = new AbortController()
    const what: RowWatch = {
      ...inherited,
      tags: tags.tags,
      commonNames,
      isOurs,
      onRows: (recognition: Recognition): void => {
        model.set({ recognition })
        onBoxes()
        if (recognition.rows.length > 0) onFound()
      },
      onBoxes,
      giveUpMs,
      onGiveUp: () => model.set({ gaveUp: true }),
    }
    const ended = AbortSignal.any([before.signal, signal])
    void guarded(async () => {
      reading = await part("rows")
      if (!ended.aborted) reading.watchRows(what, ended)
    })
  }

  function geometry(): Geometry {
    const { recognition } = model.state
    // A list that was drawn anew is read within moments. Until then its boxes stay, rather than flicker under a click.
    if (!recognition || !areAllDetached(recognition.rows))
      last = reading?.measure(recognition, isOurs) ?? NOWHERE
    return last
  }
  return { watch, geometry }
}

function areAllDetached(rows: readonly RecognisedRow[]): boolean {
  return rows.length > 0 && rows.every(({ element }) => !element.isConnected)
}
