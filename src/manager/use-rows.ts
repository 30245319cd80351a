import { useMemo, useState } from "preact/hooks"
import type { ListedTag } from "../messaging/views"
import { filtered, recordsKnown, searchable, sorted } from "./rows"
import type { Column, Filters, QuickFilter, Sort } from "./rows"
import { similarGroups } from "./similar"

export interface Rows {
  /** What is shown, in order. */
  readonly rows: readonly ListedTag[]
  readonly sort: Sort
  readonly onSort: (by: Column) => void
  readonly counts: Readonly<Partial<Record<QuickFilter, number>>>
}

/** The table's rows. Sorting and grouping are kept, so that a keystroke in the filter only filters. */
export function useRows(tags: readonly ListedTag[], filters: Filters): Rows {
  const [sort, setSort] = useState<Sort>({ by: "name", descending: false })
  const ordered = useMemo(() => sorted(tags, sort), [tags, sort])
  const names = useMemo(() => new Map(tags.map((tag) => [tag.id, searchable(tag.name)])), [tags])
  const groups = useMemo(() => similarGroups(tags), [tags])
  const rows = useMemo(() => filtered(ordered, filters, names, groups), [ordered, filters, names, groups])
  const counts = useMemo(() => {
    const similar = { similar: groups.size }
    if (!recordsKnown(tags)) return similar
    return { unused: tags.filter((tag) => tag.records === 0).length, ...similar }
  }, [tags, groups])
  const onSort = (by: Column): void =>
    // Numbers and times are asked for largest and newest first.
    setSort({ by, descending: sort.by === by ? !sort.descending : by !== "name" && by !== "createdBy" })
  return { rows, sort, onSort, counts }
}
