/** An org's modules and their tags, read with as few calls as possible. */
import { clientFor, type Tokens } from "../accounts/tokens"
import type { ModuleRef } from "../jobs/job"
import { oneByOne, shareByKey } from "../lib/async"
import type { Outcome } from "../messages/views"
import type { Account } from "../storage/accounts"
import type { OrgFeatureStore } from "../storage/org-features"
import type { Store } from "../storage/store"
import type { ZohoClient } from "../zoho/api/client"
import { listModules, mayHaveTags, type Module } from "../zoho/api/org"
import { listTags, type Tag, type TagList } from "../zoho/api/tags"
import { catalogRow } from "../zoho/errors/catalog"
import { fault, type ZohoFault, type ZohoResult } from "../zoho/errors/fault"
import { rememberFromFault } from "./org-features"
import { failed, outcomeOf } from "./problems"

export interface ModuleTagList {
  readonly module: ModuleRef
  readonly tags: readonly Tag[]
  readonly allowed: number | null
}

type Modules = ZohoResult<readonly Module[]>

/** Refusals expire: an org's edition can change, and its modules with it. */
const REFUSAL_LIFE_MS = 7 * 24 * 3_600_000

export class Catalog {
  readonly #orgFeatures: OrgFeatureStore
  readonly #tokens: Tokens
  readonly #all = new ModuleCache((accountId) => this.#listModules(accountId))
  readonly #byFeature = new ModuleCache((accountId) => this.#listModules(accountId, { featureName: "tags" }))
  /** Several modules may be refused at once, and each refusal is a read followed by a write. */
  readonly #inTurn = oneByOne()

  constructor({ orgFeatures }: Pick<Store, "orgFeatures">, tokens: Tokens) {
    this.#orgFeatures = orgFeatures
    this.#tokens = tokens
  }

  /** All modules of the org, at most ten minutes old. */
  async modulesOf({ id }: Account): Promise<Outcome<readonly Module[]>> {
    return outcomeOf(await this.#all.get(id))
  }

  /** The modules that can have tags, by Zoho's feature filter, the module's kind and earlier refusals. */
  async taggedModules(account: Account): Promise<Outcome<ModuleRef[]>> {
    const modules = await this.#candidates(account)
    if (!modules.ok) return failed(modules.fault)
    const without = await this.#untagged(account.org.id)
    const left = modules.value.filter((module) => mayHaveTags(module) && !without.includes(module.apiName))
    return { ok: true, value: left.map(moduleRef) }
  }

  /** Like `findModule`, without a call to Zoho. */
  cachedModule(accountId: string, name: string): Module | undefined {
    const lists = [this.#byFeature.cached(accountId), this.#all.cached(accountId)]
    return moduleNamed(
      lists.flatMap((each) => each ?? []),
      name,
    )
  }

  /** Finds a module by its name in addresses (`Potentials`) or its API name (`Deals`). Undefined if there is none. */
  async findModule({ id }: Account, name: string): Promise<Outcome<Module | undefined>> {
    const found = this.cachedModule(id, name)
    if (found) return { ok: true, value: found }
    const modules = await this.#all.get(id)
    return modules.ok ? { ok: true, value: moduleNamed(modules.value, name) } : failed(modules.fault)
  }

  /** Like `findModule`, but a refusal if the org has no such module. */
  async requireModule(account: Account, name: string): Promise<Outcome<ModuleRef>> {
    const found = await this.findModule(account, name)
    if (!found.ok) return found
    return found.value ? { ok: true, value: moduleRef(found.value) } : failed(fault("module-unknown"))
  }

  /** The module's current tags, with record counts if the org returns them in the same call. */
  async tagsOf(account: Account, module: ModuleRef): Promise<Outcome<ModuleTagList>> {
    const client = await clientFor(this.#tokens, account.id, true)
    if (!client.ok) return failed(client.fault)
    const list = await listWithCounts(this.#orgFeatures, account.org.id, client.value, module.apiName)
    if (list.ok) {
      const { tags, allowedCount: allowed = null } = list.value
      return { ok: true, value: { module: moduleRef(module), tags, allowed } }
    }
    // Without this, the next sign-in would request the same insufficient scopes.
    await rememberFromFault(this.#orgFeatures, account, list.fault, "delete")
    await this.#rememberUntagged(account.org.id, module.apiName, list.fault)
    return failed(list.fault)
  }

  /** The tags of a module, named as in `findModule`. */
  async tagsIn(account: Account, name: string): Promise<Outcome<ModuleTagList>> {
    const module = await this.requireModule(account, name)
    return module.ok ? this.tagsOf(account, module.value) : module
  }

  async #listModules(accountId: string, input?: Parameters<typeof listModules>[1]): Promise<Modules> {
    const client = await clientFor(this.#tokens, accountId, true)
    return client.ok ? listModules(client.value, input) : client
  }

  /**
   * `feature_name=tags` is only in Zoho's OpenAPI files: an org may filter by it, ignore it or refuse it. A refusal is
   * remembered. If the org ignores it, `mayHaveTags` filters the answer, like the list without it.
   */
  async #candidates({ id, org }: Account): Promise<Modules> {
    const { modulesByFeature } = await this.#orgFeatures.of(org.id)
    if (modulesByFeature?.value === false) return this.#all.get(id)
    const modules = await this.#byFeature.refresh(id)
    if (modules.ok || catalogRow(modules.fault.kind).action !== "stop") return modules
    await this.#orgFeatures.remember(org.id, "modulesByFeature", false, Date.now())
    return this.#all.get(id)
  }

  /** API names of modules that have no tags according to Zoho. */
  async #untagged(orgId: string): Promise<readonly string[]> {
    const { untaggedModules } = await this.#orgFeatures.of(orgId)
    const fresh = untaggedModules !== undefined && Date.now() - untaggedModules.at < REFUSAL_LIFE_MS
    return fresh ? untaggedModules.value : []
  }

  async #rememberUntagged(orgId: string, apiName: string, { kind }: ZohoFault): Promise<void> {
    // The module is in the org's own list, so "unknown" means that the tags API does not support it.
    if (kind !== "module-unsupported" && kind !== "module-unknown") return
    await this.#inTurn(async () => {
      const value = [...new Set([...(await this.#untagged(orgId)), apiName])]
      await this.#orgFeatures.remember(orgId, "untaggedModules", value, Date.now())
    })
  }
}

/** Modules rarely change, and a label of this age is harmless. */
const MODULES_LIFE_MS = 10 * 60_000

/** Recently listed modules, by account id. */
class ModuleCache {
  readonly #known = new Map<string, { at: number; modules: readonly Module[] }>()
  readonly #share = shareByKey<Modules>()
  readonly #load: (accountId: string) => Promise<Modules>

  constructor(load: (accountId: string) => Promise<Modules>) {
    this.#load = load
  }

  /** From memory if fresh. Otherwise calls Zoho; concurrent requests share one call. */
  async get(accountId: string): Promise<Modules> {
    const value = this.cached(accountId)
    return value ? { ok: true, value } : this.#share(accountId, () => this.refresh(accountId))
  }

  async refresh(accountId: string): Promise<Modules> {
    const modules = await this.#load(accountId)
    if (modules.ok) this.#known.set(accountId, { at: Date.now(), modules: modules.value })
    return modules
  }

  cached(accountId: string): readonly Module[] | undefined {
    const known = this.#known.get(accountId)
    return known && Date.now() - known.at < MODULES_LIFE_MS ? known.modules : undefined
  }
}

/** Addresses contain Zoho's internal module name. For most modules it equals the API name. */
function moduleNamed(modules: readonly Module[], name: string): Module | undefined {
  return (
    modules.find(({ moduleName }) => moduleName === name) ?? modules.find(({ apiName }) => apiName === name)
  )
}

/**
 * A module's tags with record counts, which some orgs include in the list (`include=associated_record_count`, only in
 * Zoho's newer OpenAPI files). If an org refuses or ignores the parameter, later calls omit it.
 */
export async function listWithCounts(
  orgFeatures: OrgFeatureStore,
  orgId: string,
  client: ZohoClient,
  apiName: string,
): Promise<ZohoResult<TagList>> {
  const { recordCounts } = await orgFeatures.of(orgId)
  const plain = { module: apiName }
  if (recordCounts?.value === false) return listTags(client, plain)
  const list = await listTags(client, { ...plain, withRecordCounts: true })
  if (list.ok && list.value.tags.length > 0 && recordCounts?.value !== list.value.recordsIncluded)
    await orgFeatures.remember(orgId, "recordCounts", list.value.recordsIncluded, Date.now())
  if (list.ok || !refusesParameter(list.fault)) return list
  const again = await listTags(client, plain)
  if (again.ok) await orgFeatures.remember(orgId, "recordCounts", false, Date.now())
  return again
}

/** Whether Zoho may have refused the call because of the parameter. */
function refusesParameter({ kind }: ZohoFault): boolean {
  return catalogRow(kind).action === "stop" || kind === "unknown-code"
}

/** Picks the fields of a `ModuleRef`. */
export function moduleRef({ id, apiName, pluralLabel }: ModuleRef): ModuleRef {
  return { id, apiName, pluralLabel }
}
