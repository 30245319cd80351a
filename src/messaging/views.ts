/** What the background tells the screens: plain data that can be cloned, and nothing secret. */
import type { Counts, JobState, ModuleRef, OrgRef, Pause, Reason } from "../deletion/job"

/** A failure as a screen shows it: what happened, what was not changed, what to do. */
export interface Problem {
  /** The catalogue's kind, or one of the engine's reasons; screens may key pictures and buttons on it. */
  readonly kind: string
  readonly happened: string
  readonly unchanged: string
  readonly remedy: string
  /** The one thing a button can do about it. */
  readonly action: "connect" | "sign-in" | "retry" | "reload" | "none"
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
  readonly kind: "client-based" | "server-based" | "self-client"
  readonly user: string | null
  /** False when the sign-in has run out and cannot be renewed silently. */
  readonly signedIn: boolean
}

/** What the bar on Zoho's page needs. */
export type PageContext =
  | { readonly status: "not-connected" }
  /** The page belongs to another org than any connected one. */
  | { readonly status: "wrong-org"; readonly pageOrgId: string | null; readonly connected: readonly OrgRef[] }
  /** The address names no module, or one that Zoho does not know. */
  | { readonly status: "no-module"; readonly account: AccountView }
  | { readonly status: "problem"; readonly account: AccountView | null; readonly problem: Problem }
  | {
      readonly status: "ready"
      readonly account: AccountView
      readonly tags: ModuleTags
      /** Words that stand all over the CRM's pages and alone make no list of tags: modules' labels, people. */
      readonly commonNames: readonly string[]
      /** Jobs of this module that are not finished, newest first. */
      readonly jobs: readonly JobProgress[]
    }

export interface DraftTag extends TagView {
  readonly records: number | null
}

/** What would be deleted, frozen. Only this, and all of it, is deleted by confirming. */
export interface DeletionDraft {
  readonly draftId: string
  readonly org: OrgRef
  readonly module: ModuleRef
  readonly tags: readonly DraftTag[]
  /** Picked, but no longer there, renamed or doubled since the page was drawn: left out. */
  readonly dropped: readonly { readonly name: string; readonly why: "gone" | "renamed" }[]
  /** Calls to Zoho that change something. */
  readonly calls: number
  /** Whether the number must be typed. */
  readonly typed: boolean
  /** Until when it can be confirmed (ms since the epoch). */
  readonly expiresAt: number
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
  readonly state: JobState
  readonly tagCount: number
  readonly counts: Counts
  /** Tags that are done as far as Zoho says, of `tagCount`; deleted only once counts say so. */
  readonly progress: number
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
