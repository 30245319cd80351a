/** What the screens are told of restores and merges before they begin. */
import type { ModuleRef, OrgRef } from "../deletion/job"
import type { KeptTag, Task } from "../task/task"
import type { Feature } from "../zoho/scopes"
import type { DeletionDraft, DraftBackup, DraftTag, TagView } from "./views"

interface AnyDraft {
  readonly draftId: string
  readonly accountId: string
  readonly org: OrgRef
  readonly module: ModuleRef
  /** What the account must be allowed first; `account.grant` asks for it. Nothing can be confirmed before. */
  readonly needs: readonly Feature[]
  /** Until when it can be confirmed (ms since the epoch). */
  readonly expiresAt: number
}

/** One tag of a backup, against what is there now. */
export interface RestoreTag extends TagView {
  /** Its place in the backup. */
  readonly index: number
  /** A tag of that name is there: it is used, and not doubled. */
  readonly exists: boolean
  /** Records that are given it back; null: the backup does not hold them. */
  readonly records: number | null
  /** Whether those are all that carried it. */
  readonly complete: boolean
}

/** What would be restored, frozen. */
export interface RestoreDraft extends AnyDraft {
  /** When the backup was made (ms since the epoch). */
  readonly backedUpAt: number
  readonly tags: readonly RestoreTag[]
  /** Different records in all; null: the backup does not hold any. */
  readonly records: number | null
  /** How it will be known that the records carry their tags again. */
  readonly check: Task["check"]
  /** Tags that the plan still has room for in the module; null: nobody knows. */
  readonly room: number | null
}

/** What would be merged, frozen. */
export interface MergeDraft extends AnyDraft {
  readonly keep: KeptTag
  /** Calls to Zoho that change something. */
  readonly calls: number
  /** The tags that go. */
  readonly absorb: readonly DraftTag[]
  readonly dropped: DeletionDraft["dropped"]
  readonly backup: DraftBackup
}
