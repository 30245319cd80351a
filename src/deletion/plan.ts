/** From confirmed tags to a job with its chunks, and the cutting of chunks. */
import type { Chunk, Job, JobGroup, JobRecord, JobTag, ModuleRef, OrgRef } from "./job"
import { countTags } from "./outcome"

/** What the user confirmed: the frozen draft, and who and where. */
export interface Confirmed {
  readonly id: string
  readonly now: number
  /** Milliseconds between confirming and the first POST, in which the user can still cancel. */
  readonly grace: number
  readonly org: OrgRef
  readonly accountId: string
  readonly confirmedBy: string | null
  /** Left out where it was confirmed alone. */
  readonly group?: JobGroup | null
  readonly module: ModuleRef
  readonly tags: readonly {
    readonly id: string
    readonly name: string
    readonly colorCode: string | null
    readonly records: number | null
  }[]
  /** Tags a call may carry in this org. */
  readonly chunkLimit: number
  /** What is backed up first, beside the tags themselves; null: nothing, backups are switched off. */
  readonly backup: { readonly records: boolean } | null
}

/** Calls that a deletion of `tagCount` tags needs when nothing goes wrong. */
export function callsFor(tagCount: number, chunkLimit: number): number {
  return Math.ceil(tagCount / chunkLimit)
}

/**
 * The journal's first entry for a confirmed deletion. Ids that were confirmed twice are sent once.
 * Throws a RangeError for nothing to delete or a limit below one: such a job could never end.
 */
export function planJob(confirmed: Confirmed): JobRecord {
  if (confirmed.tags.length === 0 || confirmed.chunkLimit < 1) throw new RangeError("Nothing to plan")
  const { id, now, chunkLimit } = confirmed
  const tags = [...new Map(confirmed.tags.map((tag) => [tag.id, tag])).values()].map((tag): JobTag => ({
    ...tag,
    state: "pending",
    reason: null,
  }))
  const chunks = slices(tags, chunkLimit).map((part, index) => newChunk(id, index, part, now))
  const job: Job = {
    id,
    schema: 1,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
    startAt: now + confirmed.grace,
    org: confirmed.org,
    accountId: confirmed.accountId,
    confirmedBy: confirmed.confirmedBy,
    group: confirmed.group ?? null,
    module: confirmed.module,
    tagCount: tags.length,
    state: "waiting",
    pause: null,
    pauseBelow: null,
    cancelRequested: false,
    counts: countTags(tags),
    reportedDone: 0,
    chunkLimit,
    nextChunkIndex: chunks.length,
    failuresInRow: 0,
    needs: null,
    backup: confirmed.backup && {
      ...{ phase: "due", records: confirmed.backup.records, skipped: false },
      ...{ gathered: 0, strikes: 0, notBefore: now },
    },
    moduleReread: false,
    renewed: false,
    reason: null,
  }
  return { job, chunks }
}

/** A chunk that has never been sent. */
export function newChunk(
  jobId: string,
  index: number,
  tags: readonly JobTag[],
  now: number,
  seenAt = now,
): Chunk {
  return {
    jobId,
    index,
    phase: "planned",
    tags,
    attempts: 0,
    zohoJobId: null,
    zohoCounts: null,
    countedAt: null,
    zohoVerdict: null,
    since: now,
    seenAt,
    notBefore: now,
    strikes: 0,
    doubt: null,
    looks: 0,
    lastSeenPresent: null,
  }
}

/** Cuts a list into parts of at most `size`, in order. */
export function slices<T>(items: readonly T[], size: number): T[][] {
  const parts: T[][] = []
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size))
  return parts
}
