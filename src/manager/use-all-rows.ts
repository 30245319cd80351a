import { useMemo, useRef } from "preact/hooks"
import type { ModuleTags } from "../messaging/views"
import type { Usage } from "../store/tag-usage"
import type { Entries } from "./entries"
import { rowsOf } from "./rows"
import type { Row } from "./rows"

interface Made {
  readonly tags: ModuleTags | null
  readonly usage: ReadonlyMap<string, Usage>
  readonly isProtected: (name: string) => boolean
  readonly rows: readonly Row[]
}

/** The rows of every module by its API name; a module's are made anew only when something of it has changed. */
export function useAllRows(
  entries: Entries | undefined,
  usage: ReadonlyMap<string, Usage>,
  isProtected: (name: string) => boolean,
): ReadonlyMap<string, readonly Row[]> {
  const made = useRef(new Map<string, Made>())
  return useMemo(() => {
    const next = new Map<string, Made>()
    for (const entry of entries ?? []) {
      const { apiName } = entry.module
      const before = made.current.get(apiName)
      const isSame =
        before?.tags === entry.tags && before.usage === usage && before.isProtected === isProtected
      const { tags } = entry
      next.set(
        apiName,
        isSame ? before : { tags, usage, isProtected, rows: rowsOf(entry, usage, isProtected) },
      )
    }
    made.current = next
    return new Map([...next].map(([apiName, { rows }]) => [apiName, rows]))
  }, [entries, usage, isProtected])
}
