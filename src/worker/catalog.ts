/** What the org has: its modules and their tags, asked for with as few calls as possible. */
import { clientFor } from "../accounts/client"
import type { Tokens } from "../accounts/tokens"
import type { ModuleTags } from "../messaging/views"
import type { Account } from "../store/accounts"
import type { Store } from "../store/store"
import type { ZohoClient } from "../zoho/api/client"
import { listModules } from "../zoho/api/modules"
import type { Module } from "../zoho/api/modules"
import { listTags } from "../zoho/api/tags"
import type { Tag, TagList } from "../zoho/api/tags"
import { catalogueRow } from "../zoho/errors/catalogue"
import { fault } from "../zoho/errors/fault"
import type { ZohoResult } from "../zoho/errors/fault"

/** Modules change seldom; a label that is this old does no harm. */
const MODULES_KEPT_MS = 10 * 60_000

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
  /** The module of an address (`Potentials`) or an API name (`Deals`); undefined when the org has none such. */
  findModule(account: Account, name: string): Promise<ZohoResult<Module | undefined>>
  /** The module's tags as they are now, with record counts where the org gives them in the same call. */
  tagsOf(account: Account, module: Module): Promise<ZohoResult<ModuleTagList>>
}

export function createCatalog(store: Store, tokens: Tokens): Catalog {
  const known = new Map<string, { at: number; modules: readonly Module[] }>()

  async function modulesOf(account: Account): Promise<ZohoResult<readonly Module[]>> {
    const cached = known.get(account.id)
    if (cached && Date.now() - cached.at < MODULES_KEPT_MS) return { ok: true, value: cached.modules }
    const client = await clientFor(tokens, account.id, true)
    if (!client.ok) return client
    const modules = await listModules(client.value)
    if (modules.ok) known.set(account.id, { at: Date.now(), modules: modules.value })
    return modules
  }

  return {
    modulesOf,
    async modulesWithTags(account): Promise<ZohoResult<readonly Module[]>> {
      const client = await clientFor(tokens, account.id, true)
      return client.ok ? listModules(client.value, { featureName: "tags" }) : client
    },
    async findModule(account, name): Promise<ZohoResult<Module | undefined>> {
      const modules = await modulesOf(account)
      if (!modules.ok) return modules
      // The address carries Zoho's internal name; for most modules it equals the API name.
      const found =
        modules.value.find((module) => module.moduleName === name) ??
        modules.value.find((module) => module.apiName === name)
      return { ok: true, value: found }
    },
    async tagsOf(account, module): Promise<ZohoResult<ModuleTagList>> {
      const client = await clientFor(tokens, account.id, true)
      if (!client.ok) return client
      const list = await listWithCounts(store, account, client.value, module)
      if (!list.ok) return list
      return { ...list, value: { module, tags: list.value.tags, allowed: list.value.allowedCount ?? null } }
    },
  }
}

/**
 * Record counts come with the list in some orgs (`include=associated_record_count`, in Zoho's newer OpenAPI
 * files only). Tried once per org and remembered; an org that refuses the parameter is asked without it.
 */
async function listWithCounts(
  store: Store,
  account: Account,
  client: ZohoClient,
  module: Module,
): Promise<ZohoResult<TagList>> {
  const orgId = account.org.id
  const { recordCounts } = await store.capabilities.of(orgId)
  const plain = { module: module.apiName }
  if (recordCounts?.value === false) return listTags(client, plain)
  const list = await listTags(client, { ...plain, withRecordCounts: true })
  if (list.ok && list.value.tags.length > 0 && recordCounts?.value !== list.value.recordsIncluded)
    await store.capabilities.learn(orgId, "recordCounts", list.value.recordsIncluded, Date.now())
  if (list.ok || catalogueRow(list.fault.kind).action !== "stop") return list
  const again = await listTags(client, plain)
  if (again.ok) await store.capabilities.learn(orgId, "recordCounts", false, Date.now())
  return again
}

/** The module itself, or the fault that says that there is none. */
export function orUnknown(found: ZohoResult<Module | undefined>): ZohoResult<Module> {
  if (!found.ok) return found
  return found.value ? { ok: true, value: found.value } : { ok: false, fault: fault("module-unknown") }
}

export function moduleTagsView({ module, tags, allowed }: ModuleTagList): ModuleTags {
  const { id, apiName, pluralLabel } = module
  return {
    module: { id, apiName, pluralLabel },
    tags: tags.map((tag) => ({ id: tag.id, name: tag.name, colorCode: tag.colorCode })),
    allowed,
  }
}
