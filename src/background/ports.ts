/** The engine's view of Zoho, for the account of one job. */
import { clientFor, type Tokens } from "../accounts/tokens"
import { createBackupPort } from "../backup/collect"
import type { Job } from "../jobs/job"
import type { BackupPort, ZohoPort } from "../jobs/ports"
import type { Switchable } from "../storage/managed-policy"
import type { Store } from "../storage/store"
import { exchangeOf, type Exchange } from "../zoho/api/answer-shape"
import { massDeleteStatus, submitMassDelete } from "../zoho/api/mass-delete"
import { getModule } from "../zoho/api/modules"
import { addTags, queryByTag, searchByTag } from "../zoho/api/records"
import { createTags, deleteTag, mergeTags } from "../zoho/api/tag-changes"
import { fault, type ZohoResult } from "../zoho/errors/fault"
import { rememberWord } from "./org-features"
import { unlessOff } from "./problems"
import { accessFor, type AccessNeeds } from "./zoho-access"

export function createZohoPort(needs: AccessNeeds, job: Job): ZohoPort {
  const { store } = needs
  const exchanges: Exchange[] = []
  const isCheck = job.kind === "check"
  const access = accessFor(needs, job, isCheck ? (answer) => exchanges.push(exchangeOf(answer)) : undefined)
  const { withClient, aboutTags, listTags, renew, permitted } = access
  /** The managed policy switches what changes an org's tags and records, not a check with tags of its own. */
  const unless = <R>(feature: Switchable, call: () => Promise<R>): Promise<R | ZohoResult<never>> =>
    isCheck ? call() : unlessOff(store, feature, call)

  return {
    ...{ listTags, renew, permitted },
    ...(isCheck && { heard: () => exchanges.splice(0) }),
    massDelete: (module, tagIds, mayLeave) =>
      aboutTags("delete", async (client) =>
        (await mayLeave()) ? submitMassDelete(client, { module, tagIds }) : null,
      ),
    status: (jobId) =>
      aboutTags("delete", async (client) => {
        const status = await massDeleteStatus(client, { jobId })
        if (!status.ok) return status
        void rememberWord(store, job.org.id, status.value.word)
        const { state, total = null, deleted = null, failed = null } = status.value
        return { ...status, value: { state, counts: { total, deleted, failed } } }
      }),
    createTags: ({ apiName }, tags) =>
      unless("restore", () =>
        aboutTags("restore", (client) => createTags(client, { module: apiName, tags })),
      ),
    addTag: ({ apiName }, tag, recordIds) =>
      unless("restore", () =>
        withClient((client) => addTags(client, { module: apiName, tags: [tag], recordIds })),
      ),
    mergeTags: (keepId, absorbId, mayLeave) =>
      unless("merge", () =>
        aboutTags("merge", async (client) =>
          (await mayLeave()) ? mergeTags(client, { keepId, absorbId }) : null,
        ),
      ),
    deleteTag: (tagId, mayLeave) =>
      aboutTags("delete", async (client) => ((await mayLeave()) ? deleteTag(client, { tagId }) : null)),
    findRecords: ({ apiName }, from) =>
      unless("records", () => withClient((client) => queryByTag(client, { module: apiName, ...from }))),
    readModule: (module) =>
      withClient(async (client) => {
        const found = await getModule(client, { apiName: module.apiName })
        if (!found.ok) return found
        if (!found.value) return { ok: false, fault: fault("module-unknown") }
        const { id, apiName, pluralLabel } = found.value
        return { ...found, value: { id, apiName, pluralLabel } }
      }),
  }
}

// The engine's backups, over the real store and Zoho.

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
