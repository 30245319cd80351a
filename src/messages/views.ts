/** What the background sends to screens: plain, cloneable data without secrets. */
import type { Job, JobTag, ModuleRef, OrgRef } from "../jobs/job"
import type { Tag } from "../zoho/api/tags"
import type { ClientKind } from "../zoho/oauth/grant"
import type { Feature } from "../zoho/scopes"

export interface Problem {
  /** A fault kind of the catalog, or one of the engine's reasons. Screens may choose pictures and buttons by it. */
  readonly kind: string
  readonly happened: string
  readonly unchanged: string
  readonly remedy: string
  /** Zoho's own sentence, if it helps to correct what is registered there. */
  readonly zohoSays?: string
  /** The one action that a button can offer. */
  readonly action: "connect" | "sign-in" | "retry" | "reload" | "allow" | "none"
  /** For `allow`: match patterns of the hosts to request permission for. */
  readonly origins?: readonly string[]
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem }

/** A tag as Zoho describes it. Fields that Zoho omits are absent. */
export interface ListedTag extends Omit<Tag, "modifiedBy" | "records"> {
  /** Number of records that carry it; null or absent if not counted. */
  readonly records?: number | null
}

export interface ModuleTags {
  readonly module: ModuleRef
  readonly tags: readonly ListedTag[]
  /** The plan's limit for this module; null if Zoho did not report it. */
  readonly allowed: number | null
}

export interface AccountView {
  readonly id: string
  readonly org: OrgRef
  readonly kind: ClientKind
  readonly user: string | null
  /** False: only the user can renew the sign-in. */
  readonly signedIn: boolean
  /** False: host permissions for the org are missing. */
  readonly permitted: boolean
  /** What the account may do at Zoho; `account.grant` requests more. */
  readonly features: readonly Feature[]
  /** For a self client that needs a new code: the scope to create it with. */
  readonly codeScope: string | null
  /** Whether the user must type the client secret for the next sign-in. */
  readonly needsSecret: boolean
}

/** The account of a page's org. Pages receive no other account, and no other fields of this one. */
export type PageAccount = Pick<AccountView, "id" | "org">

export type PageContext =
  | { readonly status: "not-connected" }
  /** The page's org is none of the connected ones. */
  | { readonly status: "wrong-org"; readonly pageOrgId: string }
  /** The address has no org id: only a vanity name, or nothing. */
  | { readonly status: "no-org" }
  /** The address names no module, or one unknown to Zoho. */
  | { readonly status: "no-module"; readonly account: PageAccount; readonly modules: readonly ModuleRef[] }
  | { readonly status: "problem"; readonly account: PageAccount | null; readonly problem: Problem }
  | {
      readonly status: "ready"
      readonly account: PageAccount
      readonly tags: ModuleTags
      /** The module's name in Zoho's addresses. */
      readonly moduleName: string
      /** Names found all over CRM pages (module labels, people), which on their own do not identify a tag list. */
      readonly commonNames: readonly string[]
      /** Unfinished jobs of this module, newest first. */
      readonly jobs: readonly JobProgress[]
      /** The tab's open confirmation, if any. */
      readonly question: Drafted | null
    }

export interface TagUsageView {
  readonly records: number
  /** Such as `Workflow: Big deals`; null if this org does not report it. */
  readonly usedIn: readonly string[] | null
}

/** A created draft. Only our own pages can read its contents. */
export interface Drafted {
  readonly draftId: string
  readonly kind: "deletion" | "restore" | "merge"
  readonly tags: number
}

/** The state of a confirmation. Once confirmed, the job has the draft's id. */
export type DraftState = "open" | "confirmed" | "expired" | "closed"

export interface Started {
  readonly jobIds: readonly string[]
  /** Why not every confirmed module has a job. */
  readonly problem: Problem | null
}

/** The fields of a job that screens show. */
export type JobSummary = Pick<
  Job,
  | "id"
  | "kind"
  | "accountId"
  | "org"
  | "module"
  | "group"
  | "keep"
  | "createdAt"
  | "startAt"
  | "finishedAt"
  | "state"
  | "pause"
  | "wait"
  | "cancelRequested"
  | "reason"
  | "backup"
  | "tags"
  | "records"
  | "reportedDone"
>

/** A job as Zoho's page polls it every second. Once finished, includes the outcome of each tag. */
export interface JobProgress extends JobSummary {
  readonly outcomes: readonly JobTag[]
}
