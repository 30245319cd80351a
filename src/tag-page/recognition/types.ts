/** What recognition takes and returns. */
import type { NameProbe } from "../name-probe"
import type { NameMatch } from "./names"
import type { RowMemory } from "./row-memory"

/** The part of a tag that recognition needs. `id` is Zoho's 64-bit id as a string. */
export interface PageTag {
  readonly id: string
  readonly name: string
}

/** How the page can be used: with Zoho's own checkboxes, with our boxes on its rows, or not at all. */
export type Level = "mirrored" | "own" | "none"

/** One row of the page that shows one tag. */
export interface RecognizedRow {
  readonly tagId: string
  readonly element: Element
  /** The part of the row that shows the name. */
  readonly nameElement: Element
  /** Zoho's own checkbox; only at level `mirrored`. */
  readonly checkbox?: Element
}

/**
 * Why a row that looks like a tag's cannot be selected:
 * - `duplicate-row`: two rows show the same name
 * - `ambiguous-name`: two tags look the same on screen
 * - `ambiguous-count`: the number in brackets may be a count or part of the name
 * - `id-conflict`: the row's text names one tag and its id another
 * - `rival-column`: two columns could hold the names
 */
export type Refusal = "duplicate-row" | "ambiguous-name" | "ambiguous-count" | "id-conflict" | "rival-column"

export interface UnselectableRow {
  readonly element: Element
  readonly nameElement: Element
  /** The tags it might show. */
  readonly tagIds: readonly string[]
  readonly reason: Refusal
}

/**
 * Why the names of a whole list cannot be trusted:
 * - `translated`: something in this browser changed the page's texts
 * - `unknown-names`: rows show names that no tag has
 */
export type Distrust = "translated" | "unknown-names"

export interface Recognition {
  readonly level: Level
  /** In document order. */
  readonly rows: readonly RecognizedRow[]
  readonly unselectable: readonly UnselectableRow[]
  /** If the list is not trusted, `rows` has only those that still show what they showed before. */
  readonly distrust: Distrust | null
  /** The unknown names, one per line; empty if there are none. */
  readonly unknownNames: string
  /** The chosen list's shape as element names and positions only; empty if none was chosen. */
  readonly structure: string
  /** For the diagnostics; no names, no ids. */
  readonly stats: {
    readonly nodes: number
    readonly hits: number
    readonly candidates: number
    /** Share of the chosen list's rows that show a tag's name; 0 if none was chosen. */
    readonly coverage: number
  }
}

/** The rows of a list, before it is decided whether to trust it. */
export type Settled = Pick<Recognition, "rows" | "unselectable">

export const NO_ROWS: Settled = { rows: [], unselectable: [] }

export interface RecognizeOptions {
  /** Words found all over the page, such as module labels and people's names: alone they form no list of tags. */
  readonly commonNames?: readonly string[]
  /** Earlier names of the module's tags, which rows may still show. */
  readonly formerNames?: readonly string[]
  /** What this page showed before; updated here. */
  readonly memory?: RowMemory
  readonly probe?: NameProbe
}

/**
 * What kind of place a text is in. A list of tags consists of `plain` places; of headings or buttons only if it
 * contains nearly all tags; in navigation or above a column, a name is just a common word.
 */
export type Zone = "plain" | "heading" | "button" | "navigation"

/** A place that shows a tag's name. */
export interface Hit extends NameMatch {
  readonly element: Element
  readonly zone: Zone
  /** The text found there, before normalizing. */
  readonly source: string
}
