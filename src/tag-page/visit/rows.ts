/** The rows of one visit: recognizes them, selects by a click on one, gives up if there are none. */
import { platformRuntime } from "../../messages/send"
import { NameProbe } from "../name-probe"
import { NO_ROWS, type Recognition, type RecognizedRow } from "../recognition/types"
import { type RowWatch, watchRows } from "../watch-rows"
import type { ReadyContext, VisitModel } from "./state"
import { contains, hasText, isCell, parentOf } from "../recognition/dom"

/** After this long without rows, the page counts as not recognized. Watching goes on. */
const GIVE_UP_MS = 20_000
/** The same if the user asked to find tags: then the page is already complete. */
const LOOK_MS = 4_000

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
): { watch(context: ReadyContext): void; now(): readonly RecognizedRow[] } {
  let before = new AbortController()
  let readNow = (): void => undefined
  const recheck = createRecheck(reload, signal)
  const probe = new NameProbe(isFirefox(), signal)
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
    const isSame =
      last?.rows === recognition.rows &&
      last.unselectable === recognition.unselectable &&
      last.distrust === recognition.distrust
    if (isSame) onMove()
    else model.set({ recognition })
    onBoxes()
    if (recognition.rows.length > 0) onFound()
  }

  return {
    /** Starts watching for a context's tags, and stops the previous watch. */
    watch({ tags: { tags }, commonNames }) {
      before.abort()
      before = new AbortController()
      const names = { commonNames, formerNames: [...formerNames] }
      for (const { name } of tags) formerNames.add(name)
      const until = AbortSignal.any([before.signal, signal])
      readNow = watchRows({ ...inherited, ...names, tags, probe, onRows }, until)
    },
    /** The rows as the page shows them now, perhaps changed since the last scan. */
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
    return distrust === null ? recognition : { ...recognition, ...NO_ROWS, level: "none" }
  }
}

// A click on a row selects its tag, as in any list; a click on a control in the row remains Zoho's.

/** Elements with a click action of their own. */
const CONTROLS =
  "a,area,button,input,select,textarea,label,summary,iframe,object,embed,audio,video,[contenteditable],[onclick]," +
  "link-to,lyte-button,lyte-checkbox,lyte-radiobutton,lyte-switch,lyte-dropdown,lyte-menu,lyte-input,crm-menu"
const CONTROL_ROLES =
  /^(?:button|link|checkbox|radio|switch|tab|menu|menu.+|option|combobox|listbox|slider|spinbutton|textbox|searchbox|tree.+)$/

/**
 * Calls back with the tag of a clicked row.
 * @param rowsNow the rows as the page shows them now
 */
export function onRowClick(
  rowsNow: () => readonly RecognizedRow[],
  onRow: (tagId: string, shiftKey: boolean) => void,
  signal: AbortSignal,
): void {
  const onClick = (event: MouseEvent): void => {
    const row = clickedRow(event, rowsNow)
    if (!row) return
    // With Shift, the browser has selected the text between the last click and this one.
    if (event.shiftKey) getSelection()?.removeAllRanges()
    onRow(row.tagId, event.shiftKey)
  }
  document.addEventListener("click", onClick, { signal })
}

/** Whether it is a plain click on no control, which may be meant for a row. */
function isSelecting(event: MouseEvent, hit: Element): boolean {
  const isPlain = event.button === 0 && !event.altKey && !event.ctrlKey && !event.metaKey && event.detail <= 1
  if (!isPlain || event.defaultPrevented) return false
  // The user dragged over a text to copy it.
  const isDrag = !event.shiftKey && getSelection()?.isCollapsed === false
  return !isDrag && !hit.matches(CONTROLS)
}

/**
 * The row that a click is meant for: on its margin, in an empty cell, or in the cell of its name, and not on a
 * control.
 */
export function clickedRow(
  event: MouseEvent,
  rowsNow: () => readonly RecognizedRow[],
): RecognizedRow | undefined {
  const [hit] = event.composedPath()
  // In this order: asking for the rows may have the page read again, which most clicks on it are not worth.
  if (!(hit instanceof Element) || !isSelecting(event, hit)) return undefined
  const row = rowsNow().find(({ element }) => contains(element, hit))
  return row && isMarginOrName(hit, row) && !isControl(hit, row.element) ? row : undefined
}

function isMarginOrName(hit: Element, { element, nameElement }: RecognizedRow): boolean {
  if (contains(hit, nameElement)) return true
  let cell = nameElement
  for (let at: Element | null = nameElement; at && at !== element && !isCell(cell); at = parentOf(at)) {
    if (isCell(at)) cell = at
  }
  return contains(cell, hit) || (isCell(hit) && hit.childElementCount === 0 && !hasText(hit))
}

/** Whether any element from here up to the row, inclusive, is a control or has a pointer cursor. */
function isControl(hit: Element, row: Element): boolean {
  for (let at: Element | null = hit; at; at = at === row ? null : parentOf(at)) {
    if (at.matches(CONTROLS) || CONTROL_ROLES.test(at.getAttribute("role") ?? "")) return true
  }
  return getComputedStyle(hit).cursor === "pointer"
}
