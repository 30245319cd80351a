/** The engine's view of Zoho, for the account of one job. */
import type { Job } from "../deletion/job"
import type { ZohoPort } from "../deletion/ports"
import type { Observed } from "../zoho/api/client"
import { massDeleteStatus, submitMassDelete } from "../zoho/api/mass-delete"
import { getModule } from "../zoho/api/modules"
import { fault } from "../zoho/errors/fault"
import { accessFor } from "./access"
import type { AccessNeeds } from "./access"
import { learnWord } from "./findings"

/** @param onAnswer told of every answer that arrives for this job */
export function createZohoPort(
  needs: AccessNeeds,
  job: Job,
  onAnswer?: (answer: Observed) => void,
): ZohoPort {
  const { withClient, aboutTags, listTags, renew, permitted } = accessFor(needs, job, onAnswer)

  return {
    submit: (module, tagIds, mayLeave) =>
      aboutTags("delete", async (client) =>
        (await mayLeave()) ? submitMassDelete(client, { module, tagIds }) : null,
      ),
    status: (jobId) =>
      aboutTags("delete", async (client) => {
        const status = await massDeleteStatus(client, { jobId })
        if (!status.ok) return status
        void learnWord(needs.store, job.org.id, status.value.word)
        const { state, total = null, deleted = null, failed = null } = status.value
        return { ...status, value: { state, counts: { total, deleted, failed } } }
      }),
    listTags: async (module) => {
      const list = await listTags(module)
      return list.ok ? { ...list, value: list.value.tags } : list
    },
    readModule: (module) =>
      withClient(async (client) => {
        const found = await getModule(client, { apiName: module.apiName })
        if (!found.ok) return found
        if (!found.value) return { ok: false, fault: fault("module-unknown") }
        const { id, apiName, pluralLabel } = found.value
        return { ...found, value: { id, apiName, pluralLabel } }
      }),
    renew,
    permitted,
  }
}
