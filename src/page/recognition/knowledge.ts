import type { PageTag } from "./types"

/** What is known of a page and of its tags before a list is chosen. */
export interface Knowledge {
  readonly tagCount: number
  /** Names that stand elsewhere on the page, or may, as words in common use. */
  readonly isCommon: (tag: PageTag) => boolean
  /** Shapes of lists that were sure before on this page: one row is enough for these. */
  readonly shapes: ReadonlySet<string>
  readonly isVisible: (element: Element) => boolean
  /** Rows that were seen to be headings; kept up to date. */
  readonly headings: WeakSet<Element>
}
