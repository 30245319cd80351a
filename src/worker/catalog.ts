/** What the org has: its modules and their tags, asked for with as few calls as possible. */
import { clientFor } from "../accounts/client"
import type { Tokens } from "../accounts/tokens"
import type { ModuleRef } from "../jobs/job"
import type { ModuleTags } from "../messaging/views"
import type { Account } from "../store/accounts"
import type { CapabilityStore } from "../store/capabilities"
import type { Store } from "../store/store"
import type { ZohoClient } from "../zoho/api/client"
import { listModules } from "../zoho/api/modules"
import type { Module } from "../zoho/api/modules"
import { listTags } from "../zoho/api/tags"
import type { Tag, TagList } from "../zoho/api/tags"
import { catalogueRow } from "../zoho/errors/catalogue"
import { fault } from "../zoho/errors/fault"
import type { ZohoFault, ZohoResult } from "../zoho/errors/fault"
import { learnFromFault } from "./findings"
import { createKnownModules, moduleNamed } from "./known-modules"

export interface ModuleTagList {
  readonly module: Module
  readonly tags: readonly Tag[]
  readonly allowed: number | null
}

export interface Catalog {
  /** All modules of the org, at most ten minutes old. */
  modulesOf(account: Account): Promise<ZohoResult<readonly Module[]>>
  /** The modules that Zoho lists for the feature "tags"; an org may ignore or refuse the question. */
  modulesWithTags(account: Account): Promise<ZohoResult<readonly Module[]>>
  /** What is known of an account's modules without asking; undefined where nothing is. */
  modulesAtHand(accountId: string): readonly Module[] | undefined
  /** The module of an address (`Potentials`) or an API name (`Deals`); undefined when the org has none such. */
  findModule(account: Account, name: string): Promise<ZohoResult<Module | undefined>>
  /** The module's tags as they are now, with record counts where the org gives them in the same call. */
  tagsOf(account: Account, module: Module): Promise<ZohoResult<ModuleTagList>>
}

export function createCatalog(store: Store, tokens: Tokens): Catalog {
  const all = createKnownModules((accountId) => ask(accountId))
  const tagged = createKnownModules((accountId) => ask(accountId, { featureName: "tags" }))

  async function ask(
    accountId: string,
    input?: Parameters<typeof listModules>[1],
  ): Promise<ZohoResult<readonly Module[]>> {
    const client = await clientFor(tokens, accountId, true)
    return client.ok ? listModules(client.value, input) : client
  }

  return {
    modulesOf: ({ id }) => all.get(id),
    modulesAtHand: (id) => all.atHand(id) ?? tagged.atHand(id),
    modulesWithTags: ({ id }) => tagged.askAnew(id),
    async findModule({ id }, name): Promise<ZohoResult<Module | undefined>> {
      // Whoever has the modules with tags in front of them names one of those.
      const found = moduleNamed(tagged.atHand(id) ?? [], name)
      if (found) return { ok: true, value: found }
      const modules = await all.get(id)
      return modules.ok ? { ok: true, value: moduleNamed(modules.value, name) } : modules
    },
    async tagsOf(account, module): Promise<ZohoResult<ModuleTagList>> {
      const client = await clientFor(tokens, account.id, true)
      if (!client.ok) return client
      const list = await listWithCounts(store.capabilities, account.org.id, client.value, module.apiName)
      if (!list.ok) {
        // Else the next sign-in would ask for the same rights again, and again in vain.
        await learnFromFault(store, account, list.fault, "delete")
        return list
      }
      return { ...list, value: { module, tags: list.value.tags, allowed: list.value.allowedCount ?? null } }
    },
  }
}

/**
 * A module's tags with their record counts, which come with the list in some orgs
 * (`include=associated_record_count`, in Zoho's newer OpenAPI files only). Tried once per org and remembered: an org
 * that refuses or ignores the parameter is asked without it from then on.
 */
export async function listWithCounts(
  capabilities: CapabilityStore,
  orgId: string,
  client: ZohoClient,
  apiName: string,
): Promise<ZohoResult<TagList>> {
  const { recordCounts } = await capabilities.of(orgId)
  const plain = { module: apiName }
  if (recordCounts?.value === false) return listTags(client, plain)
  const list = await listTags(client, { ...plain, withRecordCounts: true })
  if (list.ok && list.value.tags.length > 0 && recordCounts?.value !== list.value.recordsIncluded)
    await capabilities.learn(orgId, "recordCounts", list.value.recordsIncluded, Date.now())
  if (list.ok || !refusesParameter(list.fault)) return list
  const again = await listTags(client, plain)
  if (again.ok) await capabilities.learn(orgId, "recordCounts", false, Date.now())
  return again
}

/** Whether it may be the parameter that Zoho does not take: then it is asked without. */
function refusesParameter({ kind }: ZohoFault): boolean {
  return catalogueRow(kind).action === "stop" || kind === "unknown-code"
}

/** The module itself, or the fault that says that there is none. */
export function orUnknown(found: ZohoResult<Module | undefined>): ZohoResult<Module> {
  if (!found.ok) return found
  return found.value ? { ok: true, value: found.value } : { ok: false, fault: fault("module-unknown") }
}

export function moduleRef({ id, apiName, pluralLabel }: Module): ModuleRef {
  return { id, apiName, pluralLabel }
}

export function moduleTagsView({ module, tags, allowed }: ModuleTagList): ModuleTags {
  return {
    module: moduleRef(module),
    tags: tags.map((tag) => ({ id: tag.id, name: tag.name, colorCode: tag.colorCode })),
    allowed,
  }
}
