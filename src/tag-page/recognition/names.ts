/** Finds tags by the names and ids that a page shows. The comparison of names is in `lib/names.ts`. */
import { visible as normalize } from "../../lib/names"
import { childrenOf } from "./dom"
import type { PageTag } from "./types"

/** Allows for a count in brackets, an ellipsis and white space from templates. */
const SLACK = 80
/** Zoho's ids have 15 digits or more; shorter values would match by chance, as in `colspan="1"`. */
const IDS = /\d{10,}/g

export interface NameMatch {
  /** Tags that look like the whole text. */
  readonly exact: readonly PageTag[]
  /** Tags that look like the text without its trailing count. */
  readonly counted: readonly PageTag[]
}

const NO_TAGS: readonly PageTag[] = []

/** Looks up a module's tags by the visible form of their names, and by their ids. */
export class NameIndex {
  readonly tags: readonly PageTag[]
  readonly #byName = new Map<string, PageTag[]>()
  readonly #byId = new Map<string, PageTag>()
  readonly #longest: number = 0

  constructor(tags: readonly PageTag[]) {
    this.tags = tags
    for (const tag of tags) {
      const name = normalize(tag.name)
      if (name !== "") this.#byName.set(name, [...(this.#byName.get(name) ?? []), tag])
      this.#byId.set(tag.id, tag)
      this.#longest = Math.max(this.#longest, tag.name.length)
    }
  }

  /** The tags whose name a text shows, with or without a count after it. */
  match(source: string): NameMatch | undefined {
    if (source.length > this.#longest + SLACK) {
      source = source.trim()
      if (source.length > this.#longest + SLACK) return undefined
    }
    const text = normalize(source)
    if (text === "") return undefined
    const exact = this.#byName.get(text) ?? NO_TAGS
    const bare = /[)\]）］]$/.test(text) ? withoutCount(text) : undefined
    const counted = (bare !== undefined ? this.#byName.get(bare) : undefined) ?? NO_TAGS
    return exact.length || counted.length ? { exact, counted } : undefined
  }

  /** The tags whose ids are in a text (`row_415…`). */
  withIdIn(text: string): PageTag[] {
    return (text.match(IDS) ?? []).flatMap((id) => this.#byId.get(id) ?? [])
  }
}

/** Lists of choices inside a row, as for merging, contain the ids of other tags. */
const CHOICES =
  "select,datalist,script,style,template,lyte-dropdown,lyte-menu,lyte-drop-box,[role=menu],[role=listbox]"

/**
 * The tags whose ids are in a row's attributes. If there are several, none of them identifies the row.
 * @param inShadow whether the row may contain shadow trees
 */
export function idsIn(row: Element, names: NameIndex, inShadow: boolean): ReadonlySet<PageTag> {
  const found = new Set<PageTag>()
  // Reading the markup once is many times faster than reading each attribute, but leaves out shadow trees.
  if (inShadow || names.withIdIn(row.outerHTML).length > 0) collect(row, names, found)
  return found
}

function collect(element: Element, names: NameIndex, found: Set<PageTag>): void {
  for (const { value } of element.attributes) for (const tag of names.withIdIn(value)) found.add(tag)
  for (const child of childrenOf(element)) if (!child.matches(CHOICES)) collect(child, names, found)
}

const TRAILING_COUNT = /^(.*\S)\s*[([（［]\s*\p{Nd}[\p{Nd}.,'’\s]*[)\]）］]$/u

/** `text` without the count that lists add to a name (`VIP (12)` gives `VIP`); undefined if there is none. */
export function withoutCount(text: string): string | undefined {
  return TRAILING_COUNT.exec(text)?.[1]
}

/** `text` without its ellipsis; undefined if it was not shortened. */
export function withoutEllipsis(text: string): string | undefined {
  return /^(.+?)\s*(?:…|\.{3})$/.exec(text)?.[1]
}
