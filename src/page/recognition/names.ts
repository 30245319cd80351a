import { normalise, withoutCount } from "../text"
import type { PageTag } from "./types"

/** Room for a count in brackets, for the dots of a shortened text and for white space of templates. */
const SLACK = 80
/** Shorter values than Zoho's ids (15 digits and more) would be met by chance, as in `colspan="1"`. */
const SHORTEST_ID = 10
const DIGITS = /\d{10,}/g

export interface NameMatch {
  readonly exact: readonly PageTag[]
  readonly counted: readonly PageTag[]
}

const NO_TAGS: readonly PageTag[] = []

/** The tags of a module, to be found by what is seen of their names and by their ids. */
export class NameIndex {
  readonly tags: readonly PageTag[]
  readonly #byName = new Map<string, PageTag[]>()
  readonly #byId = new Map<string, PageTag>()
  readonly #longest: number = 0

  constructor(tags: readonly PageTag[]) {
    this.tags = tags
    for (const tag of tags) {
      const name = normalise(tag.name)
      if (name !== "") this.#byName.set(name, [...(this.#byName.get(name) ?? []), tag])
      if (tag.id.length >= SHORTEST_ID) this.#byId.set(tag.id, tag)
      this.#longest = Math.max(this.#longest, tag.name.length)
    }
  }

  /** Whether any id is long enough to be known from an attribute. */
  get hasIds(): boolean {
    return this.#byId.size > 0
  }

  /** The tags whose name a text shows, with or without a count behind it. */
  match(source: string): NameMatch | undefined {
    if (source.length > this.#longest + SLACK) {
      source = source.trim()
      if (source.length > this.#longest + SLACK) return undefined
    }
    const text = normalise(source)
    if (text === "") return undefined
    const exact = this.#byName.get(text) ?? NO_TAGS
    const bare = /[)\]）］]$/.test(text) ? withoutCount(text) : undefined
    const counted = (bare !== undefined ? this.#byName.get(bare) : undefined) ?? NO_TAGS
    return exact.length || counted.length ? { exact, counted } : undefined
  }

  /** Adds the tags whose id stands in an attribute's value, also inside a longer one (`row_415…`). */
  addIdsIn(value: string, found: Set<PageTag>): void {
    if (value.length < SHORTEST_ID) return
    for (const [digits] of value.matchAll(DIGITS)) {
      const tag = this.#byId.get(digits)
      if (tag) found.add(tag)
    }
  }

  /** Whether a piece of markup holds any tag's id; a quick look before a careful one. */
  idsMayBeIn(markup: string): boolean {
    for (const [digits] of markup.matchAll(DIGITS)) if (this.#byId.has(digits)) return true
    return false
  }
}
