/** What tasks need from the outside world. The worker hands in the real things, the simulation a model. */
import type { TagsThere } from "../deletion/events"
import type { ModuleRef } from "../deletion/job"
import type { BackupPort, MayLeave, ProtectedNow } from "../deletion/ports"
import type { RunnerPorts } from "../runner/runner"
import type { RecordPage } from "../zoho/api/records"
import type { NewTag } from "../zoho/api/tag-changes"
import type { ZohoResult } from "../zoho/errors/fault"
import type { Answers } from "./events"
import type { Step, Task, TaskRecord } from "./task"

/** Zoho, as the account of one task reaches it. Every call answers; none throws. */
export interface TaskZoho {
  createTags(module: ModuleRef, tags: readonly NewTag[]): Promise<ZohoResult<Answers>>
  addTag(
    module: ModuleRef,
    tag: { readonly id: string; readonly name: string },
    recordIds: readonly string[],
  ): Promise<ZohoResult<Answers>>
  /** Null: `mayLeave` said no, and no call was made. */
  mergeTags(
    keepId: string,
    absorbId: string,
    mayLeave: MayLeave,
  ): Promise<ZohoResult<{ readonly id: string }> | null>
  listTags(module: ModuleRef): Promise<ZohoResult<TagsThere>>
  /** Records that carry a tag, by ascending id after `afterId`, at most `limit`. */
  findRecords(
    module: ModuleRef,
    from: {
      readonly tagName: string
      readonly afterId: string
      readonly limit: number
      /** Only converted leads, which are left out otherwise. */
      readonly converted: boolean
    },
  ): Promise<ZohoResult<RecordPage>>
  /** Gets a new access token where that needs no person. */
  renew(): Promise<ZohoResult<null>>
  /** Whether the browser still lets us reach this org's hosts; the user may have taken that away. */
  permitted(): Promise<boolean>
}

/** The task store. A save is all or nothing; what it rejects has not been written. */
export interface TaskJournal {
  unfinished(): Promise<TaskRecord[]>
  load(taskId: string): Promise<TaskRecord | undefined>
  save(task: Task, changed: readonly Step[]): Promise<void>
}

export interface TaskPorts extends RunnerPorts {
  readonly journal: TaskJournal
  readonly zoho: (task: Task) => TaskZoho
  readonly backups: BackupPort
  readonly protectedNow: ProtectedNow
  /** Told after every save, when the runner already stands where the journal stands. */
  readonly onSaved: (task: Task) => void
}
