/**
 * What a page showed before: the shapes of its lists, and which tag each row showed while the page's texts could be
 * trusted, to detect texts that something else changes.
 */

/** A row, and the element that contains the text in the place of its name. */
export interface Placed {
  readonly row: Element
  readonly place: Element
}

/** A row that shows a tag's name. */
export interface ShownRow extends Placed {
  readonly tagId: string
}

/** Which tag a place showed, and where the page had put its row: reused for another tag, it is moved there. */
interface Remembered {
  readonly tagId: string
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
    for (const shown of rows) this.#rows.set(shown.place, toRemember(shown))
    this.#lastTags = new Set(rows.map(({ tagId }) => tagId))
    if (rows.length > 0) this.#language ??= document.documentElement.lang
  }

  /** Whether the page's declared language has changed, as when Firefox translates it. */
  isInOtherLanguage(): boolean {
    return this.#language !== undefined && this.#language !== document.documentElement.lang
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
    return changed.some((shown) => {
      const last = this.#rows.get(shown.place)
      if (!last || this.#lastTags.has(shown.tagId) || tags.has(last.tagId)) return false
      const { attributes, before } = toRemember(shown)
      return last.attributes === attributes && last.before === before
    })
  }

  #isListReplaced(rows: readonly ShownRow[], changed: readonly ShownRow[]): boolean {
    if (rows.some((shown) => this.isAsRemembered(shown))) return false
    return changed.length >= PAGE_OF_ROWS || rows.length < this.#lastTags.size
  }
}

function toRemember({ tagId, row }: ShownRow): Remembered {
  const attributes = ["style", "aria-rowindex", "data-index", "row-index"].map((name) =>
    row.getAttribute(name),
  )
  return { tagId, attributes: attributes.join(), before: row.previousElementSibling }
}
