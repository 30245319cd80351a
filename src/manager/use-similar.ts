import { useEffect, useState } from "preact/hooks"
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

/** Modules arrive one after the other: only once no more come (ms) are they compared. */
const QUIET = 200

const pause = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms))

/**
 * Only tags of one module can be merged, so only those are compared. A module of Zoho's 500 tags takes a few
 * milliseconds; between two the browser draws and answers keys.
 */
export function useSimilar(modules: ReadonlyMap<string, readonly Row[]>): Similar {
  const [similar, setSimilar] = useState(NONE)
  useEffect(() => {
    const gone = new AbortController()
    const group = async (): Promise<void> => {
      await pause(QUIET)
      const all: (readonly Row[])[] = []
      for (const rows of modules.values()) {
        if (gone.signal.aborted) return
        all.push(...similarGroups(rows))
        await pause(0)
      }
      if (!gone.signal.aborted) setSimilar(indexed(all))
    }
    void group()
    return () => gone.abort()
  }, [modules])
  return similar
}

/** The groups by the ids of their tags. */
export function indexed(groups: readonly (readonly Row[])[]): Similar {
  const similar = new Map<string, SimilarGroup>()
  for (const [number, rows] of groups.entries()) {
    const group = { number, rows, survivor: survivorOf(rows)?.id ?? "" }
    for (const row of rows) similar.set(row.id, group)
  }
  return similar
}
