/** What recognition takes in and gives out. */
import type { RowMemory } from "./row-memory"

/** As much of a tag as recognition needs; `id` is Zoho's 64-bit id as a string. */
export interface PageTag {
  readonly id: string
  readonly name: string
}

/** How the page can be used: Zoho's own boxes read, boxes of ours at its rows, or not at all. */
export type Level = "mirrored" | "own" | "none"

/** One row of the page that shows one tag. */
export interface RecognisedRow {
  readonly tagId: string
  readonly element: Element
  /** The part of the row that shows the name. */
  readonly nameElement: Element
  /** Zoho's own box; only at level `mirrored`. */
  readonly checkbox?: Element
}

/**
 * Why a row that looks like a tag's cannot be picked:
 * - `duplicate-row`: two rows show the same name
 * - `ambiguous-name`: two tags look the same on screen
 * - `ambiguous-count`: the number in brackets may be a count or part of the name
 * - `id-conflict`: the row's text names one tag and its id another
 * - `rival-column`: two columns could be that of the names
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
 * Why the names of a whole list are not to be trusted:
 * - `translated`: something in this browser has changed texts of the page
 * - `unknown-names`: rows show names that no tag has
 */
export type Distrust = "translated" | "unknown-names"

export interface Recognition {
  readonly level: Level
  /** In the order of the document. */
  readonly rows: readonly RecognisedRow[]
  readonly unselectable: readonly UnselectableRow[]
  /** With a list that is not trusted, the only rows are those that show what they showed while it was. */
  readonly distrust: Distrust | null
  /** The unknown names, a line each; empty where there are none. */
  readonly strangers: string
  /** The shape of the list that was chosen, in element names and positions only; empty when none was. */
  readonly structure: string
  /** For the diagnostics; no names, no ids. */
  readonly stats: {
    readonly nodes: number
    readonly hits: number
    readonly candidates: number
    /** Of the rows in the chosen list, the share that shows a tag's name; 0 when none was chosen. */
    readonly coverage: number
  }
}

export interface RecogniseOptions {
  /** Whether a person can see the element; for documents without layout. */
  readonly isVisible?: (element: Element) => boolean
  /** Words that are all over the page, such as modules' labels and people: they alone make no list of tags. */
  readonly commonNames?: Iterable<string>
  /** Names that tags of the module had, of which rows may be left. */
  readonly formerNames?: Iterable<string>
  /** What was seen of this page before; kept up to date. */
  readonly memory?: RowMemory
  /** Whether a text of ours on this page was changed; see `../name-probe.ts`. */
  readonly isProbeChanged?: () => boolean
}

/**
 * What kind of place a text is in. A list of tags is made of `plain` places; of headings or buttons only when nearly all
 * tags are in it; what is in navigation or above a column is just a word in common use.
 */
export type Zone = "plain" | "heading" | "button" | "navigation"

/** A place that shows something equal to a tag's name. */
export interface Hit {
  readonly element: Element
  readonly zone: Zone
  /** What was found there, before normalizing. */
  readonly source: string
  /** Tags that look like the whole text. */
  readonly exact: readonly PageTag[]
  /** Tags that look like the text without its trailing count. */
  readonly counted: readonly PageTag[]
}
