import { parentOf } from "./dom"
import type { Hit } from "./types"

/** The hits and everything above them, to see where they part. */
export class HitTree {
  /** The innermost element around all hits; undefined where there are none. */
  readonly top: Element | undefined
  readonly #counts = new Map<Element, number>()
  readonly #children = new Map<Element, number>()
  readonly #ids = new Map<Element, number>()

  constructor(hits: readonly Hit[], root: Element) {
    for (const { element } of hits) {
      let below: Element | null = null
      for (let at: Element | null = element; at; below = at, at = at === root ? null : parentOf(at)) {
        const count = this.#counts.get(at) ?? 0
        // The child is new here exactly when this hit is the first that came up through it.
        if (below && this.#counts.get(below) === 1) this.#children.set(at, (this.#children.get(at) ?? 0) + 1)
        this.#counts.set(at, count + 1)
      }
    }
    const isTop = (at: Element): boolean => this.#counts.get(at) === hits.length
    let top: Element | null | undefined = hits[0]?.element
    while (top && !isTop(top)) top = parentOf(top)
    this.top = top ?? undefined
  }

  has(element: Element): boolean {
    return this.#counts.has(element)
  }
  /** Hits in and on an element. */
  countIn(element: Element): number {
    return this.#counts.get(element) ?? 0
  }
  /** Whether hits lie in two or more of an element's children. */
  branches(element: Element): boolean {
    return (this.#children.get(element) ?? 0) > 1
  }
  idOf(element: Element): number {
    const id = this.#ids.get(element) ?? this.#ids.size
    this.#ids.set(element, id)
    return id
  }
}
