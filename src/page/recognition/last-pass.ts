/** What the last pass came to, for as long as nothing that it depends on changes. */
import { isAny, touches } from "./changes"
import type { Changes } from "./changes"
import type { Recognition } from "./types"

/** All that a choice depends on beside what stands in its span, to be compared by identity. */
export type Basis = readonly unknown[]

export class LastPass {
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
