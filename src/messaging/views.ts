/** What the background tells the screens: plain data that can be cloned, and nothing secret. */
import type { Feature } from "../zoho/scopes"
import type { Counts, JobBackup, JobGroup, JobState, ModuleRef, OrgRef, Pause, Reason } from "../deletion/job"
import type { ClientKind } from "../zoho/oauth/client-kinds"

/** A failure as a screen shows it: what happened, what was not changed, what to do. */
export interface Problem {
  /** The catalogue's kind, or one of the engine's reasons; screens may key pictures and buttons on it. */
  readonly kind: string
  readonly happened: string
  readonly unchanged: string
  readonly remedy: string
  /** Zoho's own sentence, where it helps to mend what was registered there. */
  readonly told?: string
  /** The one thing a button can do about it. */
  readonly action: "connect" | "sign-in" | "retry" | "reload" | "allow" | "none"
  /** Of `allow`: match patterns of the hosts that the browser is to let us reach again. */
  readonly origins?: readonly string[]
}

export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem }

export interface TagView {
  readonly id: string
  readonly name: string
  readonly colorCode: string | null
}

/** What Zoho tells of a tag beside its name. Times are Zoho's ISO 8601 texts; left out where it did not tell. */
export interface ListedTag extends TagView {
  /** Number of records that carry it; null or left out when nobody counted. */
  readonly records?: number | null
  readonly createdBy?: string
  readonly createdTime?: string
  readonly modifiedTime?: string
}

export interface ModuleTags {
  readonly module: ModuleRef
  readonly tags: readonly ListedTag[]
  /** The plan's cap for this module; null when Zoho did not say. */
  readonly allowed: number | null
}

export interface AccountView {
  readonly id: string
  readonly org: OrgRef
  readonly kind: ClientKind
  readonly user: string | null
  /** False when the sign-in has run out and cannot be renewed silently. */
  readonly signedIn: boolean
  /** False when the browser no longer lets us reach the org's hosts. */
  readonly permitted: boolean
  /** What it may do at Zoho; `account.grant` asks for more. */
  readonly features: readonly Feature[]
  /** Self client that needs a new code: the scope to make it with. */
  readonly codeScope: string | null
}

/** What the bar on Zoho's page needs. */
export type PageContext =
  | { readonly status: "not-connected" }
  /** The page belongs to another org than any connected one. */
  | { readonly status: "wrong-org"; readonly pageOrgId: string; readonly connected: readonly OrgRef[] }
  /** The address names no org: a vanity name or nothing stands there. Offered: the connected orgs at its host. */
  | { readonly status: "no-org"; readonly offered: readonly OrgRef[] }
  /** The address names no module, or one that Zoho does not know. */
  | { readonly status: "no-module"; readonly account: AccountView; readonly modules: readonly ModuleRef[] }
  | { readonly status: "problem"; readonly account: AccountView | null; readonly problem: Problem }
  | {
      readonly status: "ready"
      readonly account: AccountView
      readonly tags: ModuleTags
      /** The module's name in Zoho's own addresses. */
      readonly moduleName: string
      /** Words that stand all over the CRM's pages and alone make no list of tags: modules' labels, people. */
      readonly commonNames: readonly string[]
      /** Jobs of this module that are not finished, newest first. */
      readonly jobs: readonly JobProgress[]
    }

/** What Zoho's records_count call tells of a tag. */
export interface TagUsageView {
  readonly records: number
  /** `Workflow: Big deals`; null when this org does not tell. */
  readonly usedIn: readonly string[] | null
}

export interface DraftTag extends TagView {
  readonly records: number | null
  /** What uses it and so makes Zoho refuse, where that was asked; left out where it was not. */
  readonly usedIn?: readonly string[]
}

/** What will be backed up before anything is deleted. */
export interface DraftBackup {
  /** False: the user has switched backups off. */
  readonly on: boolean
  /** Days that it is kept. */
  readonly days: number
  /** Whether the account may find out which records carry the tags; else `account.grant` asks for it. */
  readonly mayReadRecords: boolean
  /** Whether to suggest that. */
  readonly suggestRecords: boolean
  /** Credits that reading the records takes; at least so many, unless exact. */
  readonly credits: number
  readonly exact: boolean
}

/** A picked tag that is left out, and why. */
export interface DroppedTag {
  readonly name: string
  readonly why: "gone" | "renamed" | "protected"
  /** The protected name that it looks like, where that is written differently. */
  readonly like?: string
}

/** What would be deleted, frozen. Only this, and all of it, is deleted by confirming. */
export interface DeletionDraft {
  readonly draftId: string
  readonly org: OrgRef
  readonly module: ModuleRef
  readonly tags: readonly DraftTag[]
  /** Picked, but no longer there or renamed since the page was drawn, or protected: left out. */
  readonly dropped: readonly DroppedTag[]
  readonly backup: DraftBackup
  /** Calls to Zoho that change something. */
  readonly calls: number
  /** Whether the number must be typed. */
  readonly typed: boolean
  /** Until when it can be confirmed (ms since the epoch). */
  readonly expiresAt: number
}

/** Deletions in several modules that are confirmed as one; whatever stands beside `parts` is of them together. */
export interface ManyDraft extends Omit<DeletionDraft, "module" | "tags"> {
  /** One for each module; they cannot be confirmed alone. */
  readonly parts: readonly DeletionDraft[]
  /** Modules whose tags could not be read: nothing of them is deleted. */
  readonly unread: readonly { readonly module: string; readonly problem: Problem }[]
}

export interface TagOutcomeView {
  readonly id: string
  readonly name: string
  readonly state: "pending" | "deleted" | "already-gone" | "refused" | "still-there" | "unknown" | "not-sent"
  /** Plain words, with Zoho's reason where there is one. */
  readonly why: string | null
}

/** How a job stands, small enough to ask for every second. */
export interface JobProgress {
  readonly jobId: string
  readonly org: OrgRef
  readonly module: ModuleRef
  /** What it was confirmed with, in other modules. */
  readonly group: JobGroup | null
  readonly state: JobState
  readonly tagCount: number
  readonly counts: Counts
  /** Tags that are done as far as Zoho says, of `tagCount`; deleted only once counts say so. */
  readonly progress: number
  /** Grace: when the first call that deletes may leave (ms since the epoch); null once it may. */
  readonly startsAt: number | null
  /** Null: none is made, or it is written. */
  readonly backup: Pick<JobBackup, "records" | "skipped" | "gathered"> | null
  readonly pause: Pause | null
  readonly reason: Reason | null
  /** In plain words why it stands still or ended as it did, and what to do; null when there is nothing to say. */
  readonly why: string | null
  readonly createdAt: number
  readonly finishedAt: number | null
  /** Only when finished: the ids that a re-read saw gone, so that the page can mark its rows. */
  readonly goneIds: readonly string[]
  /** Only when finished: what was kept and why. */
  readonly kept: readonly TagOutcomeView[]
}
