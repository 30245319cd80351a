/** Where a backup is written while it is being made: the real one is in `storage`, the simulation has a model. */
import type { Backup, StoredTag, TagBefore } from "./backup"

/** What a page of a tag's records brings. */
export interface RecordsRead {
  readonly recordIds: readonly string[]
  /** Where the next page begins; null: this was the last. */
  readonly next: string | null
  /** As in `Reading`. */
  readonly converted: boolean
  /** Whether the tag's records are all there once this was the last page. */
  readonly complete: boolean
}

/** Every write is all or nothing, and has been flushed when it resolves; what rejects has not been written. */
export interface BackupParts {
  head(backupId: string): Promise<Backup | undefined>
  /** Writes a backup with all its tags. One of that id is replaced. */
  write(backup: Backup, tags: readonly TagBefore[]): Promise<void>
  /** The tag whose records are to be read next; undefined when there is none left. */
  nextTag(backup: Backup): Promise<StoredTag | undefined>
  /** Adds a page of the next tag's records. Returns the new head. */
  addRecords(backup: Backup, tag: StoredTag, read: RecordsRead): Promise<Backup>
  /** Finds records in another way. What was read of the next tag is dropped. */
  turnTo(backup: Backup, way: Pick<Backup, "by" | "converted">): Promise<Backup>
  /** Rejects when records are still to be read, unless the user goes on with what is there: tags left count as partial. */
  complete(backupId: string, asItIs?: boolean): Promise<Backup>
}
