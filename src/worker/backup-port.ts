/** The engine's backups, over the real store and Zoho. */
import { clientFor } from "../accounts/client"
import type { Tokens } from "../accounts/tokens"
import { createBackupPort } from "../backup/advance"
import type { BackupPort } from "../jobs/ports"
import type { Store } from "../store/store"
import { queryByTag, searchByTag } from "../zoho/api/records"
import { unlessOff } from "./firm"

export function createStoredBackups(store: Store, tokens: Tokens): BackupPort {
  return createBackupPort(store.backups, ({ job }) => ({
    query: (module, from) =>
      unlessOff(store, "records", async () => {
        // Not renewing by itself: the engine says when.
        const client = await clientFor(tokens, job.accountId, false)
        return client.ok ? queryByTag(client.value, { module: module.apiName, ...from }) : client
      }),
    search: (module, from) =>
      unlessOff(store, "records", async () => {
        const client = await clientFor(tokens, job.accountId, false)
        return client.ok ? searchByTag(client.value, { module: module.apiName, ...from }) : client
      }),
  }))
}
