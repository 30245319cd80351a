/** The selected tags, by id: rows may come, go and be reused without losing the selection. */
export interface Selection {
  /** A new set after each change. */
  readonly ids: ReadonlySet<string>
  has(id: string): boolean
  /** Selects or clears one tag; the next range starts there. */
  toggle(id: string, on?: boolean): void
  /**
   * Puts all tags from the last clicked one to `id`, inclusive, in the new state of `id`.
   * @param order ids in the order of the rows
   */
  range(id: string, order: readonly string[], on?: boolean): void
  selectAll(ids: Iterable<string>): void
  clear(ids?: Iterable<string>): void
  /** Clears all other ids, after tags were deleted or another module was opened. */
  keepOnly(ids: Iterable<string>): void
  /** Adopts these states, as from Zoho's own checkboxes; other tags keep theirs. */
  mirror(boxes: ReadonlyMap<string, boolean>): void
  onChange(listener: () => void, signal?: AbortSignal): void
}

/** An empty selection. */
export function createSelection(): Selection {
  let ids: ReadonlySet<string> = new Set()
  const listeners = new Set<() => void>()
  let anchor: string | undefined

  function apply(changes: Iterable<readonly [string, boolean]>): void {
    const moved = [...changes].filter(([id, on]) => ids.has(id) !== on)
    if (moved.length === 0) return
    const next = new Set(ids)
    for (const [id, on] of moved) {
      if (on) next.add(id)
      else next.delete(id)
    }
    ids = next
    for (const listener of [...listeners]) listener()
  }
  const all = (of: Iterable<string>, on: boolean): [string, boolean][] => [...of].map((id) => [id, on])

  return {
    get ids() {
      return ids
    },
    has: (id) => ids.has(id),
    toggle(id, on = !ids.has(id)) {
      anchor = id
      apply([[id, on]])
    },
    range(id, order, on = !ids.has(id)) {
      const between = idsBetween(order, anchor ?? id, id)
      anchor = id
      apply(all(between, on))
    },
    selectAll: (of) => apply(all(of, true)),
    clear(of = [...ids]) {
      anchor = undefined
      apply(all(of, false))
    },
    keepOnly(of) {
      const kept = new Set(of)
      if (anchor !== undefined && !kept.has(anchor)) anchor = undefined
      apply(
        all(
          [...ids].filter((id) => !kept.has(id)),
          false,
        ),
      )
    },
    mirror: (boxes) => apply(boxes),
    onChange(listener, signal) {
      if (signal?.aborted) return
      listeners.add(listener)
      signal?.addEventListener("abort", () => listeners.delete(listener))
    },
  }
}

/** The ids from one to the other, inclusive, in any order; only `to` if `from` is missing. */
function idsBetween(order: readonly string[], from: string, to: string): readonly string[] {
  const [start, end] = [order.indexOf(from), order.indexOf(to)]
  if (start < 0 || end < 0) return [to]
  return order.slice(Math.min(start, end), Math.max(start, end) + 1)
}
