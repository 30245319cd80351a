/** The services of the background, created once in `start.ts`. Each function declares those it needs. */
import type { Tokens } from "../accounts/tokens"
import type { Runner } from "../jobs/runner"
import type { Store } from "../storage/store"
import type { Catalog } from "./org-catalog"
import type { TabLimit } from "./page-org"

interface Services {
  readonly store: Store
  readonly tokens: Tokens
  readonly catalog: Catalog
  readonly runner: Pick<Runner, "add" | "dispatch" | "resumeWaiting">
  readonly isTooOften: TabLimit
}

export type Needs<K extends keyof Services> = Pick<Services, K>
