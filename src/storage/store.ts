/** All stored data. Any context of the extension may open it, except content scripts. */
import { createAccountStore, createSecretStore, type AccountStore, type SecretStore } from "./accounts"
import { BackupStore } from "./backups"
import { createLossStore, type LossStore, openDatabase } from "./database"
import { createDraftStore, type DraftStore } from "./drafts"
import { createJobStore, type JobStore } from "./jobs"
import { createPolicyStore, governed, type PolicyStore } from "./managed-policy"
import { createOrgFeatureStore, type OrgFeatureStore } from "./org-features"
import { createSettingsStore, type SettingsStore } from "./settings"
import { createTagListStore, createTagUsageStore, type TagListStore, type TagUsageStore } from "./tag-cache"

export interface Store {
  readonly jobs: JobStore
  readonly accounts: AccountStore
  readonly secrets: SecretStore
  readonly orgFeatures: OrgFeatureStore
  readonly settings: SettingsStore
  readonly drafts: DraftStore
  readonly policy: PolicyStore
  readonly backups: BackupStore
  readonly tagLists: TagListStore
  readonly tagUsage: TagUsageStore
  readonly loss: LossStore
  /** Aborts when the browser closes the database: open the store again. */
  readonly closed: AbortSignal
}

/** Opens the store. @param name database name, for tests. @throws StorageError */
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
    orgFeatures: createOrgFeatureStore(db),
    drafts: createDraftStore(db),
    settings: createSettingsStore(db, async (own) => governed(own, await policy.get())),
    policy,
    backups: new BackupStore(db),
    tagLists: createTagListStore(db),
    tagUsage: createTagUsageStore(db),
  }
}
