/** Zoho as a check on an org reaches it; what it finds out on the way is remembered. */
import { clientFor } from "../accounts/client"
import type { Tokens } from "../accounts/tokens"
import type { OrgCheck } from "../org-check/record"
import type { CheckZoho } from "../org-check/run"
import type { Store } from "../store/store"
import type { Observed, ZohoClient } from "../zoho/api/client"
import { listModules } from "../zoho/api/modules"
import { createTags, deleteTag } from "../zoho/api/tag-changes"
import { tagUsage } from "../zoho/api/tag-usage"
import { catalogueRow } from "../zoho/errors/catalogue"
import type { ZohoResult } from "../zoho/errors/fault"
import { listWithCounts } from "./catalog"
import { learnNew } from "./findings"

export function createCheckZoho(
  { store, tokens }: { readonly store: Store; readonly tokens: Tokens },
  { accountId, org, module }: Pick<OrgCheck, "accountId" | "org" | "module">,
  onAnswer: (answer: Observed) => void,
): CheckZoho {
  const { capabilities } = store

  async function withClient<T>(call: (client: ZohoClient) => Promise<ZohoResult<T>>): Promise<ZohoResult<T>> {
    const client = await clientFor(tokens, accountId, true, { onAnswer })
    return client.ok ? call(client.value) : client
  }

  return {
    modules: () =>
      withClient(async (client) => {
        const byFeature = await listModules(client, { featureName: "tags" })
        const isRefused = !byFeature.ok && catalogueRow(byFeature.fault.kind).action === "stop"
        if (byFeature.ok || isRefused) await learnNew(capabilities, org.id, "modulesByFeature", byFeature.ok)
        return isRefused ? listModules(client) : byFeature
      }),
    tags: () =>
      withClient(async (client) => {
        const list = await listWithCounts(capabilities, org.id, client, module.apiName)
        if (!list.ok) return list
        const { tags, allowedCount = null } = list.value
        return { ...list, value: { tags, allowed: allowedCount } }
      }),
    create: (names) =>
      withClient((client) =>
        createTags(client, {
          module: module.apiName,
          tags: names.map((name) => ({ name, colorCode: null })),
        }),
      ),
    usage: (tagId) =>
      withClient(async (client) => {
        const usage = await tagUsage(client, { tagId, module: module.apiName })
        if (usage.ok) await learnNew(capabilities, org.id, "usesTold", usage.value.uses !== undefined)
        return usage
      }),
    remove: (tagId) => withClient((client) => deleteTag(client, { tagId })),
  }
}
