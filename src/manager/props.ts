/** What `app.tsx` hands to `view.tsx`. */
import type { ComponentChildren } from "preact"
import type { Problem } from "../messages/views"
import type { Account } from "../storage/accounts"
import type { Asking } from "../ui/confirmation/draft-question"
import type { ConnectingNow } from "../ui/connect-now"
import type { JobsShown } from "../ui/job-item"
import type { Selection } from "../ui/selection"
import type { Row } from "./rows"
import type { Similar } from "./similar-names"
import type { UrlState } from "./url-state"
import type { Jobs } from "./use-jobs"
import type { Modules } from "./use-modules"
import type { Counting } from "./use-usage"

/** Everything the manager shows, and its callbacks. */
export interface ManagerViewProps extends Pick<JobsShown, "open" | "on"> {
  /** Undefined until read. */
  readonly accounts: readonly Account[] | undefined
  readonly account: Account | undefined
  readonly modules: Modules
  /** Every module's rows, by API name. */
  readonly rows: ReadonlyMap<string, readonly Row[]>
  readonly similar: Similar
  readonly place: UrlState
  readonly selection: Selection
  readonly asking: Asking
  readonly jobs: Jobs
  readonly counting: Counting
  readonly online: boolean
  readonly loss?: ComponentChildren
  /** Why signing in, or opening another page, failed. */
  readonly failure: Problem | null
  readonly onPlace: (change: Partial<UrlState>) => void
  readonly onDelete: (rows: readonly Row[]) => void
  /** Asks whether to merge the others into the first. */
  readonly onMerge: (keep: Row, others: readonly Row[]) => void
  /** Connecting with one click; null: use the options page; undefined: not known yet. */
  readonly connectNow: ConnectingNow | null | undefined
  readonly onConnect: () => void
  readonly onSignIn: () => void
  /** Protects the names of these tags, or stops protecting them. */
  readonly onProtect: (rows: readonly Row[], on: boolean) => void
  readonly onExport: (rows: readonly Row[]) => void
}
