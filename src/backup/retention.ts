/** Which backups are removed: those from files first, of the others the oldest. The newest stays, however large. */
import type { Backup } from "./backup"

export interface Keeping {
  readonly days: number
  /** That all may take together. */
  readonly bytes: number
  /** Ids that must stay: of deletions and restores that are not finished. */
  readonly inUse: ReadonlySet<string>
}

interface Surplus {
  readonly id: string
  /** `unfinished`: its deletion ended before it was complete, and deleted nothing. */
  readonly cause: "age" | "size" | "unfinished"
}

const DAY = 24 * 3_600_000
/** A backup is begun before its deletion exists: one without is left over only after a while. */
const LEFT_OVER_AFTER = 3_600_000

/** The backups in the order in which they are kept, what is to go first at the end. @param backups the newest first */
export function byWorth(backups: readonly Backup[]): Backup[] {
  const imported = backups.filter(({ origin }) => origin === "file")
  return [
    ...backups.filter(({ origin }) => origin !== "file"),
    ...imported.sort((a, b) => keptSince(b) - keptSince(a)),
  ]
}

/** One from a file, which may be years old, has its days from when it was taken in. */
function keptSince({ createdAt, importedAt }: Backup): number {
  return importedAt ?? createdAt
}

/** @param backups the newest first */
export function surplus(
  backups: readonly Backup[],
  { days, bytes: most, inUse }: Keeping,
  now: number,
): Surplus[] {
  let left = most
  return byWorth(backups).flatMap((backup, at): Surplus[] => {
    const { id, bytes, complete } = backup
    const age = now - keptSince(backup)
    left -= bytes
    if (inUse.has(id)) return []
    if (!complete && age > LEFT_OVER_AFTER) return [{ id, cause: "unfinished" }]
    if (age > days * DAY) return [{ id, cause: "age" }]
    return left < 0 && at > 0 ? [{ id, cause: "size" }] : []
  })
}
