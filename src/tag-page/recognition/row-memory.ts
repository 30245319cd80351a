/**
 * What a page showed before: the shapes of its lists, and which tag each row showed while the page's texts could be
 * trusted, to detect texts that something else changes.
 */

/** A row that shows a tag's name. */
export interface ShownRow {
  readonly tagId: string
  readonly row: Element
  /** The element that contains the text. */
  readonly place: Element
}

interface Remembered {
  readonly tagId: string
  readonly spot: Spot
}

/** Where the page put a row. The page rewrites this when it reuses a row's element for another tag. */
interface Spot {
  readonly attributes: string
  readonly before: Element | null
}

/** If this many rows of a list all change, the list shows another page; fewer may be replaced words. */
const PAGE_OF_ROWS = 3

export class RowMemory {
  /** Shapes of lists that were certain; they help to recognize a list with few rows. */
  readonly shapes = new Set<string>()
  #rows = new WeakMap<Element, Remembered>()
  #lastTags: ReadonlySet<string> = new Set()
  #language: string | undefined

  /** Forgets all rows: the page now shows another module's tags, perhaps in the same elements. */
  forgetRows(): void {
    this.#rows = new WeakMap()
    this.#lastTags = new Set()
  }

  /** Takes these rows as written by the page itself. */
  remember(rows: readonly ShownRow[]): void {
    for (const { place, row, tagId } of rows) this.#rows.set(place, { tagId, spot: spotOf(row) })
    this.#lastTags = new Set(rows.map(({ tagId }) => tagId))
    this.#language ??= rows[0] && languageOf(rows[0].place.ownerDocument)
  }

  /** Whether the page's declared language has changed, as when Firefox translates it. */
  isInOtherLanguage(page: Document): boolean {
    return this.#language !== undefined && this.#language !== languageOf(page)
  }

  /** Whether a row shows the same as when it was remembered. */
  isAsRemembered({ place, tagId }: ShownRow): boolean {
    return this.#rows.get(place)?.tagId === tagId
  }

  /**
   * Whether a name was changed in place. A page that reuses a row's element for another tag replaces the whole list,
   * moves the row, or shifts the names up or down; a translator leaves the other rows as they are.
   */
  isRewritten(rows: readonly ShownRow[]): boolean {
    const changed = rows.filter((shown) => this.#rows.has(shown.place) && !this.isAsRemembered(shown))
    if (changed.length === 0 || this.#isListReplaced(rows, changed)) return false
    const tags = new Set(rows.map(({ tagId }) => tagId))
    return changed.some(({ place, row, tagId }) => {
      const before = this.#rows.get(place)
      if (!before) return false
      const hasMoved = this.#lastTags.has(tagId) || tags.has(before.tagId)
      return !hasMoved && isSameSpot(before.spot, spotOf(row))
    })
  }

  #isListReplaced(rows: readonly ShownRow[], changed: readonly ShownRow[]): boolean {
    if (rows.some((shown) => this.isAsRemembered(shown))) return false
    return changed.length >= PAGE_OF_ROWS || rows.length < this.#lastTags.size
  }
}

const languageOf = ({ documentElement }: Document): string => documentElement.lang

function spotOf(row: Element): Spot {
  const attributes = ["style", "aria-rowindex", "data-index", "row-index"].map((name) =>
    row.getAttribute(name),
  )
  return { attributes: attributes.join(), before: row.previousElementSibling }
}

function isSameSpot(one: Spot, other: Spot): boolean {
  return one.attributes === other.attributes && one.before === other.before
}
