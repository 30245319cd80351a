/** What the background tells the screens: plain data that can be cloned, and nothing secret. */
import type { Job, JobTag, ModuleRef, OrgRef } from "../jobs/job"
import type { Tag } from "../zoho/api/tags"
import type { ClientKind } from "../zoho/oauth/grant"
import type { Feature } from "../zoho/scopes"

export interface Problem {
  /** The catalog's kind, or one of the engine's reasons; screens may key pictures and buttons on it. */
  readonly kind: string
  readonly happened: string
  readonly unchanged: string
  readonly remedy: string
  /** Zoho's own sentence, where it helps to put right what was registered there. */
  readonly zohoSays?: string
  /** The one thing a button can do about it. */
  readonly action: "connect" | "sign-in" | "retry" | "reload" | "allow" | "none"
  /** Of `allow`: match patterns of the hosts that the browser is to let us reach again. */
  readonly origins?: readonly string[]
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem }

/** What Zoho says of a tag; what it left out is left out. */
export interface ListedTag extends Omit<Tag, "modifiedBy" | "records"> {
  /** Number of records that carry it; null or left out when they were not counted. */
  readonly records?: number | null
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
  /** False: only the user can renew it. */
  readonly signedIn: boolean
  /** False when the browser no longer lets us reach the org's hosts. */
  readonly permitted: boolean
  /** What it may do at Zoho; `account.grant` asks for more. */
  readonly features: readonly Feature[]
  /** Self client that needs a new code: the scope to make it with. */
  readonly codeScope: string | null
  /** The client secret has to be typed for the next sign-in. */
  readonly needsSecret: boolean
}

/** The account of a page's org. The page learns of no other, and nothing more of this one. */
export type PageAccount = Pick<AccountView, "id" | "org">

export type PageContext =
  | { readonly status: "not-connected" }
  /** The page belongs to another org than any connected one. */
  | { readonly status: "wrong-org"; readonly pageOrgId: string }
  /** The address names no org: it holds a vanity name, or nothing. */
  | { readonly status: "no-org" }
  /** The address names no module, or one that Zoho does not know. */
  | { readonly status: "no-module"; readonly account: PageAccount; readonly modules: readonly ModuleRef[] }
  | { readonly status: "problem"; readonly account: PageAccount | null; readonly problem: Problem }
  | {
      readonly status: "ready"
      readonly account: PageAccount
      readonly tags: ModuleTags
      /** The module's name in Zoho's own addresses. */
      readonly moduleName: string
      /** Words found all over the CRM's pages and alone make no list of tags: modules' labels, people. */
      readonly commonNames: readonly string[]
      /** Jobs of this module that are not finished, newest first. */
      readonly jobs: readonly JobProgress[]
      /** The question that this tab has asked and that is still open. */
      readonly question: Drafted | null
    }

export interface TagUsageView {
  readonly records: number
  /** `Workflow: Big deals`; null when this org does not tell. */
  readonly usedIn: readonly string[] | null
}

/** A draft that was made. Only our own pages can read what it holds. */
export interface Drafted {
  readonly draftId: string
  readonly kind: "deletion" | "restore" | "merge"
  readonly tags: number
}

/** What became of a question. Confirmed, its job has the draft's id. */
export type DraftState = "open" | "confirmed" | "expired" | "closed"

export interface Started {
  readonly jobIds: readonly string[]
  /** Why it is not a job for each module that was confirmed. */
  readonly problem: Problem | null
}

/** What every screen shows of a job: what it needs of its head. */
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

/** A job as Zoho's page asks for it every second; once it is finished, with what became of each tag. */
export interface JobProgress extends JobSummary {
  readonly outcomes: readonly JobTag[]
}
