import { useEffect, useRef, useState } from "preact/hooks"
import { inSlices } from "./in-slices"
import type { Row } from "./rows"
import { similarGroups, survivorOf } from "./similar"

/** Several tags of one module that may mean the same. */
export interface SimilarGroup {
  /** Place among the groups. */
  readonly number: number
  readonly rows: readonly Row[]
  /** Id of the one that is suggested to be kept. */
  readonly survivor: string
}

/** The group of each tag that has others like it, by id. */
export type Similar = ReadonlyMap<string, SimilarGroup>

const NONE: Similar = new Map()

/** Only tags of one module can be merged, so only those are compared. Done in slices, so that nothing waits for it. */
export function useSimilar(modules: ReadonlyMap<string, readonly Row[]>): Similar {
  const [similar, setSimilar] = useState(NONE)
  const known = useRef(new WeakMap<readonly Row[], readonly (readonly Row[])[]>())
  useEffect(() => {
    const gone = new AbortController()
    const group = async (): Promise<void> => {
      const all: (readonly Row[])[] = []
      for (const rows of modules.values()) {
        const groups = known.current.get(rows) ?? (await inSlices(similarGroups(rows), gone.signal))
        if (!groups || gone.signal.aborted) return
        known.current.set(rows, groups)
        all.push(...groups)
      }
      setSimilar(indexed(all))
    }
    void group()
    return () => gone.abort()
  }, [modules])
  return similar
}

function indexed(groups: readonly (readonly Row[])[]): Similar {
  const similar = new Map<string, SimilarGroup>()
  for (const [number, rows] of groups.entries()) {
    const group = { number, rows, survivor: survivorOf(rows)?.id ?? "" }
    for (const row of rows) similar.set(row.id, group)
  }
  return similar
}
