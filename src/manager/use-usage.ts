/** Counts records and finds what uses the tags, for the table. */
import { useEffect, useMemo, useState } from "preact/hooks"
import { changesOf } from "../storage/change-events"
import type { Store } from "../storage/store"
import type { Usage } from "../storage/tag-cache"
import { useStored } from "../ui/hooks"
import { useRecordCounts, type RecordCounts } from "../ui/record-counts"
import type { Row } from "./rows"

export interface Counting extends Omit<RecordCounts, "start"> {
  /** Tags to ask about: one call and one credit each. Null unless the user wants to. */
  readonly offered: readonly Row[] | null
  /** Shows the cost. Nothing is asked yet. */
  readonly offer: (rows: readonly Row[]) => void
  readonly withdraw: () => void
  /** Asks about the offered tags. */
  readonly start: () => void
}

/** Zoho has refused tags because something uses them. */
const onUsage = changesOf("usage")

/** Record counts and what uses the tags, as stored and as read here. Never starts without showing the cost. */
export function useUsage(store: Store, accountId: string): Counting {
  const [offered, setOffered] = useState<readonly Row[] | null>(null)
  const stored = useStored(onUsage, () => store.tagUsage.of(accountId), accountId)
  const { usage: counted, start, ...counts } = useRecordCounts(accountId)
  useEffect(() => () => setOffered(null), [accountId])
  const usage = useMemo(() => {
    const all = new Map<string, Usage>(stored)
    const isNewer = ({ tagId, at }: Usage): boolean => at >= (all.get(tagId)?.at ?? 0)
    for (const each of counted.values()) if (isNewer(each)) all.set(each.tagId, each)
    return all
  }, [stored, counted])
  return {
    ...{ ...counts, usage, offered, offer: setOffered, withdraw: () => setOffered(null) },
    start: () => {
      setOffered(null)
      start((offered ?? []).map(({ id: tagId, module }) => ({ tagId, module: module.apiName })))
    },
  }
}
