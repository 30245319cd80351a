/** The selected tags, by id: rows may come, go and be reused without losing the selection. */
export class Selection {
  #ids: ReadonlySet<string> = new Set()
  /** Where the next range starts. */
  #anchor: string | undefined
  readonly #listeners = new Set<() => void>()

  /** A new set after each change. */
  get ids(): ReadonlySet<string> {
    return this.#ids
  }

  has(id: string): boolean {
    return this.#ids.has(id)
  }

  /** Selects or clears one tag; the next range starts there. */
  toggle(id: string): void {
    this.#anchor = id
    this.mirror([[id, !this.has(id)]])
  }

  /**
   * Puts all tags from the last clicked one to `id`, inclusive, in the new state of `id`; only `id` if either is missing.
   * @param order ids in the order of the rows
   */
  range(id: string, order: readonly string[]): void {
    const ends = [order.indexOf(this.#anchor ?? id), order.indexOf(id)]
    const between = ends.includes(-1) ? [id] : order.slice(Math.min(...ends), Math.max(...ends) + 1)
    this.#anchor = id
    this.#set(between, !this.has(id))
  }

  selectAll(ids: Iterable<string>): void {
    this.#set(ids, true)
  }

  clear(ids: Iterable<string> = this.#ids): void {
    this.#anchor = undefined
    this.#set(ids, false)
  }

  /** Clears all other ids, after tags were deleted or another module was opened. */
  keepOnly(ids: Iterable<string>): void {
    const kept = new Set(ids)
    if (this.#anchor !== undefined && !kept.has(this.#anchor)) this.#anchor = undefined
    this.#set(
      [...this.#ids].filter((id) => !kept.has(id)),
      false,
    )
  }

  /** Adopts these states, as from Zoho's own checkboxes; other tags keep theirs. */
  mirror(states: Iterable<readonly [string, boolean]>): void {
    const moved = [...states].filter(([id, on]) => this.has(id) !== on)
    if (moved.length === 0) return
    const next = new Set(this.#ids)
    for (const [id, on] of moved) {
      if (on) next.add(id)
      else next.delete(id)
    }
    this.#ids = next
    for (const listener of [...this.#listeners]) listener()
  }

  /** @param listener called after each change, until `signal` aborts */
  onChange(listener: () => void, signal?: AbortSignal): void {
    if (signal?.aborted) return
    this.#listeners.add(listener)
    signal?.addEventListener("abort", () => this.#listeners.delete(listener))
  }

  #set(ids: Iterable<string>, on: boolean): void {
    this.mirror([...ids].map((id) => [id, on]))
  }
}

/** An empty selection. */
export const createSelection = (): Selection => new Selection()
