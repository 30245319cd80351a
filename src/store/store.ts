/** Everything the extension keeps, behind one door. Any of its own contexts may open it; content scripts cannot. */
import { createAccountStore } from "./accounts"
import type { AccountStore } from "./accounts"
import { createCapabilityStore } from "./capabilities"
import type { CapabilityStore } from "./capabilities"
import { openDatabase } from "./database"
import { createJobStore } from "./jobs"
import type { JobStore } from "./jobs"
import { createSecretStore } from "./secrets"
import type { SecretStore } from "./secrets"

export interface Store {
  readonly jobs: JobStore
  readonly accounts: AccountStore
  readonly secrets: SecretStore
  readonly capabilities: CapabilityStore
}

/** @param name another database than the extension's own, for tests */
export async function openStore(name?: string): Promise<Store> {
  const db = await openDatabase(name)
  return {
    jobs: createJobStore(db),
    accounts: createAccountStore(db),
    secrets: createSecretStore(db),
    capabilities: createCapabilityStore(db),
  }
}
