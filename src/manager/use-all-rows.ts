import { useMemo, useRef } from "preact/hooks"
import type { ModuleTags } from "../messaging/views"
import type { Usage } from "../store/tag-usage"
import type { Entries } from "./entries"
import { rowsOf } from "./rows"
import type { Row } from "./rows"

interface Made {
  readonly tags: ModuleTags | null
  readonly usage: ReadonlyMap<string, Usage>
  readonly protectedBy: (name: string) => string | undefined
  readonly rows: readonly Row[]
}

/** The rows of every module by its API name; a module's are made anew only when something of it has changed. */
export function useAllRows(
  entries: Entries | undefined,
  usage: ReadonlyMap<string, Usage>,
  protectedBy: (name: string) => string | undefined,
): ReadonlyMap<string, readonly Row[]> {
  const made = useRef(new Map<string, Made>())
  return useMemo(() => {
    const next = new Map<string, Made>()
    for (const entry of entries ?? []) {
      const { apiName } = entry.module
      const before = made.current.get(apiName)
      const isSame =
        before?.tags === entry.tags && before.usage === usage && before.protectedBy === protectedBy
      const { tags } = entry
      next.set(
        apiName,
        isSame ? before : { tags, usage, protectedBy, rows: rowsOf(entry, usage, protectedBy) },
      )
    }
    made.current = next
    return new Map([...next].map(([apiName, { rows }]) => [apiName, rows]))
  }, [entries, usage, protectedBy])
}
