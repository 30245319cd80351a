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
}

/** @param name another database than the extension's own, for tests */
export async function openStore(name?: string): Promise<Store> {
  const db = await openDatabase(name)
  const policy = createPolicyStore()
  return {
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
