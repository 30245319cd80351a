/** The engine's view of Zoho, for the account of one job. */
import browser from "webextension-polyfill"

import { clientFor } from "../accounts/client"
import type { Tokens } from "../accounts/tokens"
import type { Job } from "../deletion/job"
import type { ZohoPort } from "../deletion/ports"
import type { ZohoClient } from "../zoho/api/client"
import { massDeleteStatus, submitMassDelete } from "../zoho/api/mass-delete"
import { getModule } from "../zoho/api/modules"
import { listTags } from "../zoho/api/tags"
import { apiOrigin, dataCentreByLocation } from "../zoho/data-centres"
import { fault } from "../zoho/errors/fault"
import type { ZohoResult } from "../zoho/errors/fault"

export function createZohoPort(tokens: Tokens, job: Job): ZohoPort {
  async function withClient<T>(call: (client: ZohoClient) => Promise<ZohoResult<T>>): Promise<ZohoResult<T>> {
    // Not renewing by itself: the engine says when, and what may be sent again.
    const client = await clientFor(tokens, job.accountId, false)
    return client.ok ? call(client.value) : client
  }

  return {
    submit: (module, tagIds) => withClient((client) => submitMassDelete(client, { module, tagIds })),
    status: (jobId) =>
      withClient(async (client) => {
        const status = await massDeleteStatus(client, { jobId })
        if (!status.ok) return status
        const { state, total = null, deleted = null, failed = null } = status.value
        return { ...status, value: { state, counts: { total, deleted, failed } } }
      }),
    listTags: (module) =>
      withClient(async (client) => {
        const list = await listTags(client, { module: module.apiName })
        if (!list.ok) return list
        return { ...list, value: new Map(list.value.tags.map((tag) => [tag.id, tag.name])) }
      }),
    readModule: (module) =>
      withClient(async (client) => {
        const found = await getModule(client, { apiName: module.apiName })
        if (!found.ok) return found
        if (!found.value) return { ok: false, fault: fault("module-unknown") }
        const { id, apiName, pluralLabel } = found.value
        return { ...found, value: { id, apiName, pluralLabel } }
      }),
    async renew(): Promise<ZohoResult<null>> {
      const renewed = await tokens.renew(job.accountId, undefined)
      return renewed.ok ? { ok: true, value: null } : renewed
    },
    async permitted(): Promise<boolean> {
      const dataCentre = dataCentreByLocation(job.org.location)
      if (!dataCentre) return false
      const origins = [`${apiOrigin(dataCentre, job.org.environment)}/*`, `${dataCentre.accountsOrigin}/*`]
      return browser.permissions.contains({ origins })
    },
  }
}
