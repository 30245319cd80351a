/** What the background works with: made once, in `start.ts`. Each topic says what of it it needs. */
import type { Tokens } from "../accounts/tokens"
import type { Runner } from "../jobs/runner"
import type { Store } from "../storage/store"
import type { QuestionWindow } from "./confirm-window"
import type { Catalog } from "./org-catalog"
import type { TabLimit } from "./page-org"
import type { TagPageUrls } from "./content-scripts"

interface Services {
  readonly store: Store
  readonly tokens: Tokens
  readonly catalog: Catalog
  readonly runner: Pick<Runner, "add" | "dispatch" | "resumeWaiting">
  readonly question: QuestionWindow
  readonly isTooOften: TabLimit
  readonly tagPageUrls: TagPageUrls
}

export type Needs<K extends keyof Services> = Pick<Services, K>
