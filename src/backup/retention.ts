/** Which backups have had their time. The oldest go first; the newest stays, however large. */
import type { Backup } from "./backup"

export interface Keeping {
  readonly days: number
  /** Of 1,000,000 bytes. */
  readonly megabytes: number
  /** Ids that must stay: of deletions and restores that are not finished. */
  readonly inUse: ReadonlySet<string>
}

type RemovalCause =
  /** Older than the days set. */
  | "age"
  /** All together took more than the size set. */
  | "size"
  /** Its deletion ended before it was complete, and deleted nothing. */
  | "unfinished"

interface Surplus {
  readonly id: string
  readonly cause: RemovalCause
}

const DAY = 24 * 3_600_000
/** A backup is begun before its deletion exists: one without is left over only after a while. */
const LEFT_OVER_AFTER = 3_600_000

/**
 * @param backups the newest first
 * @param now milliseconds since the epoch
 */
export function surplus(
  backups: readonly Backup[],
  { days, megabytes, inUse }: Keeping,
  now: number,
): { readonly id: string; readonly cause: RemovalCause }[] {
  let left = megabytes * 1_000_000
  return backups.flatMap((backup, at): Surplus[] => {
    const { id, bytes, createdAt, complete } = backup
    left -= bytes
    if (inUse.has(id)) return []
    if (!complete && now - createdAt > LEFT_OVER_AFTER) return [{ id, cause: "unfinished" }]
    if (now - createdAt > days * DAY) return [{ id, cause: "age" }]
    return left < 0 && at > 0 ? [{ id, cause: "size" }] : []
  })
}
