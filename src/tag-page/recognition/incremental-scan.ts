/** What the last pass came to, for as long as nothing that it depends on changes. */
import { holds, isElement, isFormatting, parentOf } from "./dom"
import type { Recognition } from "./types"

/** All that a choice depends on beside what stands in its span, to be compared by identity. */
export type Basis = readonly unknown[]

export class IncrementalScan {
  #last: { readonly basis: Basis; readonly recognition: Recognition } | null = null
  /** See {@link Ground}; null: any change may matter. */
  #span: Element | null = null
  #before: Element | null = null

  /** Whether changes may alter what is being recognised, or was last. */
  concerns(changes: Changes): boolean {
    return this.#span ? touches(this.#span, changes) : isAny(changes)
  }

  /** Another pass begins, over a page with these changes. Where names are now is not known before `found`. */
  begin(changes: Changes): void {
    if (!this.#span || this.concerns(changes)) this.#last = null
    this.#before = this.#span
    this.#span = null
  }

  /** What the last pass came to, if this one must come to the same. */
  again(basis: Basis): Recognition | undefined {
    if (!this.#last || !isSame(this.#last.basis, basis)) return undefined
    this.#span = this.#before
    return this.#last.recognition
  }

  found(span: Element | null): void {
    this.#span = span
  }

  /** @param byName whether rows were found where names are */
  end(basis: Basis, recognition: Recognition, byName: boolean): void {
    if (!byName) this.#span = null
    this.#last = { basis, recognition }
  }
}

const isSame = (one: Basis, other: Basis): boolean =>
  one.length === other.length && one.every((each, index) => each === other[index])

// What has to be read and thought of again when a page has changed.

/** What has changed on a page since it was last read. */
export interface Changes {
  /** Elements whose inside, attributes or texts changed. */
  readonly changed: Iterable<Node>
  /** Elements that only look different: hidden or shown, say. */
  readonly looks: Iterable<Node>
}

function isAny({ changed, looks }: Changes): boolean {
  return [changed, looks].some((nodes) => nodes[Symbol.iterator]().next().done === false)
}

/** Whether anything changed in an element or around it. */
function touches(element: Element, { changed, looks }: Changes): boolean {
  for (const nodes of [changed, looks]) {
    for (const node of nodes) {
      const other = isElement(node) ? node : elementAround(node)
      if (!other || holds(element, other) || holds(other, element)) return true
    }
  }
  return false
}

/** The elements to read again when a node changed: a dressed piece of a text is read with the whole text. */
export function elementsToRead(changed: Iterable<Node>): Set<Element> {
  const elements = new Set<Element>()
  for (const node of changed) {
    let element = isElement(node) ? node : elementAround(node)
    while (element && (isFormatting(element) || element.localName === "span")) element = parentOf(element)
    if (element) elements.add(element)
  }
  return elements
}

/** The rows in which or around which something changed. */
export function touchedOf(rows: readonly Element[], changed: ReadonlySet<Element>): Element[] {
  if (changed.size === 0) return []
  const above = new Set<Element>()
  for (const element of changed) {
    for (let at: Element | null = element; at && !above.has(at); at = parentOf(at)) above.add(at)
  }
  const isUnderChange = (row: Element): boolean => {
    for (let at: Element | null = row; at; at = parentOf(at)) if (changed.has(at)) return true
    return false
  }
  return rows.filter((row) => above.has(row) || isUnderChange(row))
}

function elementAround(node: Node): Element | null {
  const parent = node.parentNode
  if (!parent) return "host" in node ? (node as ShadowRoot).host : null
  return isElement(parent) ? parent : ((parent as Partial<ShadowRoot>).host ?? null)
}
