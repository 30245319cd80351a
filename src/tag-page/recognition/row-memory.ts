/** Which tag each row showed while the page's texts could be trusted, to notice when something else changes them. */

/** A row that shows a tag's name. */
export interface ShownRow {
  readonly tagId: string
  readonly row: Element
  /** The element that holds the text. */
  readonly place: Element
}

interface Remembered {
  readonly tagId: string
  readonly spot: Spot
}

/** Where the page has put a row: it writes this when it uses a row's element for another tag. */
interface Spot {
  readonly attributes: string
  readonly before: Element | null
}

/** So many rows of a list that all change are another page of the list; fewer may be words that were replaced. */
const PAGE_OF_ROWS = 3

export class RowMemory {
  #rows = new WeakMap<Element, Remembered>()
  #lastTags: ReadonlySet<string> = new Set()
  #language: string | undefined

  /** The page shows another module's tags from now on, perhaps in the same elements. */
  forgetRows(): void {
    this.#rows = new WeakMap()
    this.#lastTags = new Set()
  }

  /** Takes these rows for what the page itself has written. */
  remember(rows: readonly ShownRow[]): void {
    for (const { place, row, tagId } of rows) this.#rows.set(place, { tagId, spot: spotOf(row) })
    this.#lastTags = new Set(rows.map(({ tagId }) => tagId))
    this.#language ??= rows[0] && languageOf(rows[0].place.ownerDocument)
  }

  /** Whether the page says that it is in another language than it was: Firefox does when it translates. */
  isInOtherLanguage(page: Document): boolean {
    return this.#language !== undefined && this.#language !== languageOf(page)
  }

  /** Whether a row shows what it showed when it was remembered. */
  isAsRemembered({ place, tagId }: ShownRow): boolean {
    return this.#rows.get(place)?.tagId === tagId
  }

  /**
   * Whether a name was changed where it stood. A page that uses a row's element for another tag turns the whole list
   * over, puts the row elsewhere, or moves the names up or down; a translator leaves the other rows as they are.
   */
  isRewritten(rows: readonly ShownRow[]): boolean {
    const changed = rows.filter((shown) => this.#rows.has(shown.place) && !this.isAsRemembered(shown))
    if (changed.length === 0 || this.#isTurnedOver(rows, changed)) return false
    const tags = new Set(rows.map(({ tagId }) => tagId))
    return changed.some(({ place, row, tagId }) => {
      const before = this.#rows.get(place)
      if (!before) return false
      const hasMoved = this.#lastTags.has(tagId) || tags.has(before.tagId)
      return !hasMoved && isSameSpot(before.spot, spotOf(row))
    })
  }

  #isTurnedOver(rows: readonly ShownRow[], changed: readonly ShownRow[]): boolean {
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
