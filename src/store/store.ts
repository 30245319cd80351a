/** Everything the extension keeps, behind one door. Any of its own contexts may open it; content scripts cannot. */
import { createAccountStore } from "./accounts"
import type { AccountStore } from "./accounts"
import { createBackupStore } from "./backups"
import type { BackupStore } from "./backups"
import { createCapabilityStore } from "./capabilities"
import type { CapabilityStore } from "./capabilities"
import { openDatabase } from "./database"
import { createDraftStore } from "./drafts"
import type { DraftStore } from "./drafts"
import { createJobStore } from "./jobs"
import type { JobStore } from "./jobs"
import { createLossStore } from "./loss"
import type { LossStore } from "./loss"
import { createPolicyStore, governed } from "./policy"
import type { PolicyStore } from "./policy"
import { createSecretStore } from "./secrets"
import type { SecretStore } from "./secrets"
import { createSettingsStore } from "./settings"
import type { SettingsStore } from "./settings"
import { createTagListStore } from "./tag-lists"
import type { TagListStore } from "./tag-lists"
import { createTagUsageStore } from "./tag-usage"
import type { TagUsageStore } from "./tag-usage"

export interface Store {
  readonly jobs: JobStore
  readonly accounts: AccountStore
  readonly secrets: SecretStore
  readonly capabilities: CapabilityStore
  readonly settings: SettingsStore
  readonly drafts: DraftStore
  readonly policy: PolicyStore
  readonly backups: BackupStore
  readonly tagLists: TagListStore
  readonly tagUsage: TagUsageStore
  readonly loss: LossStore
  /** Aborts when the browser has closed the storage under us: open it again. */
  readonly closed: AbortSignal
}

/**
 * @param name another database than the extension's own, for tests
 * @throws StorageError
 */
export async function openStore(name?: string): Promise<Store> {
  const closing = new AbortController()
  const db = await openDatabase(name, () => closing.abort())
  const policy = createPolicyStore()
  return {
    closed: closing.signal,
    loss: createLossStore(db),
    jobs: createJobStore(db),
    accounts: createAccountStore(db),
    secrets: createSecretStore(db),
    capabilities: createCapabilityStore(db),
    drafts: createDraftStore(db),
    settings: createSettingsStore(db, async (own) => governed(own, await policy.get())),
    policy,
    backups: createBackupStore(db),
    tagLists: createTagListStore(db),
    tagUsage: createTagUsageStore(db),
  }
}
