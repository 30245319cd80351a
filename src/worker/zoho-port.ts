/** The engine's view of Zoho, for the account of one job. */
import type { Job } from "../jobs/job"
import type { ZohoPort } from "../jobs/ports"
import type { Switchable } from "../store/policy"
import { exchangeOf } from "../zoho/api/answer-shape"
import type { Exchange } from "../zoho/api/answer-shape"
import { massDeleteStatus, submitMassDelete } from "../zoho/api/mass-delete"
import { getModule } from "../zoho/api/modules"
import { addTags, queryByTag } from "../zoho/api/records"
import { createTags, deleteTag, mergeTags } from "../zoho/api/tag-changes"
import { fault } from "../zoho/errors/fault"
import type { ZohoResult } from "../zoho/errors/fault"
import { accessFor } from "./access"
import type { AccessNeeds } from "./access"
import { learnWord } from "./findings"
import { unlessOff } from "./firm"

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
        void learnWord(store, job.org.id, status.value.word)
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
