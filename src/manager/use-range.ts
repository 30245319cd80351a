/** The range that Shift and arrow keys take: from where they began to where the focus is. */
import { useRef } from "preact/hooks"
import type { TagTableProps } from "./tag-table"

interface Range {
  /** The tag at which it began. */
  readonly start: string
  /** What it picked: going back gives that up again, and nothing that was picked before. */
  readonly took: Set<string>
}

type Of = Pick<TagTableProps, "rows" | "picked" | "held" | "onPick">

export interface RangeByKeys {
  /** Moves the end that has the focus, from one row to another, by their places. */
  readonly extend: (from: number, to: number) => void
  /** The next one begins where the focus then is. */
  readonly end: () => void
}

/** One range at a time, over whatever rows are shown. */
export function useRange({ rows, picked, held, onPick }: Of): RangeByKeys {
  const range = useRef<Range | null>(null)
  return {
    extend(from, to) {
      const begun = rows.findIndex(({ id }) => id === range.current?.start)
      const at = begun < 0 ? from : begun
      const { took } = (range.current = {
        start: rows[at]?.id ?? "",
        took: begun < 0 ? new Set() : (range.current?.took ?? new Set()),
      })
      const within = rows.slice(Math.min(at, to), Math.max(at, to) + 1)
      const kept = new Set(within.map(({ id }) => id))
      const dropped = [...took].filter((id) => !kept.has(id))
      const added = within.filter((row) => !picked.has(row.id) && !held(row)).map(({ id }) => id)
      for (const id of dropped) took.delete(id)
      for (const id of added) took.add(id)
      onPick(
        new Map([...dropped.map((id) => [id, false] as const), ...added.map((id) => [id, true] as const)]),
      )
    },
    end: () => void (range.current = null),
  }
}
