/** The picked tags: ids only, so that rows may come, go and be reused without moving or losing it. */
export interface Selection {
  readonly ids: ReadonlySet<string>
  has(id: string): boolean
  /** Picks or drops one tag, the other way round when `on` is left out, and remembers it as a range's start. */
  toggle(id: string, on?: boolean): void
  /**
   * Brings all tags between the last clicked one and `id`, both included, to the state that `id` now takes.
   * @param order ids of the rows that stand on the page, in the order in which they are seen
   */
  range(id: string, order: readonly string[], on?: boolean): void
  /** Picks all of these, beside what is picked. */
  selectAll(ids: Iterable<string>): void
  /** Drops these, or everything. */
  clear(ids?: Iterable<string>): void
  /** Drops every id that is not among these, as after tags were deleted or the module changed. */
  keepOnly(ids: Iterable<string>): void
  /** Takes over these states, as of the page's own boxes; tags that are not among them keep theirs. */
  mirror(boxes: ReadonlyMap<string, boolean>): void
  /** Called after each change that changed something. */
  onChange(listener: () => void, signal?: AbortSignal): void
}

/** An empty selection. */
export function createSelection(): Selection {
  const ids = new Set<string>()
  const listeners = new Set<() => void>()
  let anchor: string | undefined

  /** Brings ids to their states and tells once, if anything changed. */
  function apply(changes: Iterable<readonly [string, boolean]>): void {
    let changed = false
    for (const [id, on] of changes) {
      if (ids.has(id) === on) continue
      changed = true
      if (on) ids.add(id)
      else ids.delete(id)
    }
    if (changed) for (const listener of [...listeners]) listener()
  }
  const all = (of: Iterable<string>, on: boolean): [string, boolean][] => [...of].map((id) => [id, on])

  return {
    ids,
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

/** The ids from one to the other, both included, whichever comes first; only `to` when `from` is not there. */
function idsBetween(order: readonly string[], from: string, to: string): readonly string[] {
  const [start, end] = [order.indexOf(from), order.indexOf(to)]
  if (start < 0 || end < 0) return [to]
  return order.slice(Math.min(start, end), Math.max(start, end) + 1)
}
