/** The org's modules and their tags, read with as few calls as possible. */
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

/** An edition can change, and a module with it, so a refusal does not count for ever. */
const REFUSAL_KEPT_MS = 7 * 24 * 3_600_000

export class Catalog {
  readonly #orgFeatures: OrgFeatureStore
  readonly #tokens: Tokens
  readonly #all = new KnownModules((accountId) => this.#ask(accountId))
  readonly #byFeature = new KnownModules((accountId) => this.#ask(accountId, { featureName: "tags" }))
  /** Several modules may be refused at once, and each finding is read, added to and written back. */
  readonly #inTurn = oneByOne()

  constructor({ orgFeatures }: Pick<Store, "orgFeatures">, tokens: Tokens) {
    this.#orgFeatures = orgFeatures
    this.#tokens = tokens
  }

  /** All modules of the org, at most ten minutes old. */
  async modulesOf({ id }: Account): Promise<Outcome<readonly Module[]>> {
    return outcomeOf(await this.#all.get(id))
  }

  /** Those that can carry tags: asked by feature, guessed by kind, and learned from refusals. */
  async taggedModules(account: Account): Promise<Outcome<ModuleRef[]>> {
    const modules = await this.#candidates(account)
    if (!modules.ok) return failed(modules.fault)
    const without = await this.#untagged(account.org.id)
    const left = modules.value.filter((module) => mayHaveTags(module) && !without.includes(module.apiName))
    return { ok: true, value: left.map(moduleRef) }
  }

  /** As `findModule`, as far as it is known without asking Zoho. */
  moduleAtHand(accountId: string, name: string): Module | undefined {
    const lists = [this.#byFeature.atHand(accountId), this.#all.atHand(accountId)]
    return moduleNamed(
      lists.flatMap((each) => each ?? []),
      name,
    )
  }

  /** The module of an address (`Potentials`) or an API name (`Deals`); undefined when the org has none such. */
  async findModule({ id }: Account, name: string): Promise<Outcome<Module | undefined>> {
    const found = this.moduleAtHand(id, name)
    if (found) return { ok: true, value: found }
    const modules = await this.#all.get(id)
    return modules.ok ? { ok: true, value: moduleNamed(modules.value, name) } : failed(modules.fault)
  }

  /** As `findModule`; refused when the org has none such. */
  async requireModule(account: Account, name: string): Promise<Outcome<ModuleRef>> {
    const found = await this.findModule(account, name)
    if (!found.ok) return found
    return found.value ? { ok: true, value: moduleRef(found.value) } : failed(fault("module-unknown"))
  }

  /** The module's tags as they are now, with record counts where the org gives them in the same call. */
  async tagsOf(account: Account, module: ModuleRef): Promise<Outcome<ModuleTagList>> {
    const client = await clientFor(this.#tokens, account.id, true)
    if (!client.ok) return failed(client.fault)
    const list = await listWithCounts(this.#orgFeatures, account.org.id, client.value, module.apiName)
    if (list.ok) {
      const { tags, allowedCount: allowed = null } = list.value
      return { ok: true, value: { module: moduleRef(module), tags, allowed } }
    }
    // Otherwise the next sign-in would request the same insufficient scopes again.
    await rememberFromFault(this.#orgFeatures, account, list.fault, "delete")
    await this.#rememberUntagged(account.org.id, module.apiName, list.fault)
    return failed(list.fault)
  }

  /** The tags of a module that is named as in `findModule`. */
  async tagsIn(account: Account, name: string): Promise<Outcome<ModuleTagList>> {
    const module = await this.requireModule(account, name)
    return module.ok ? this.tagsOf(account, module.value) : module
  }

  async #ask(accountId: string, input?: Parameters<typeof listModules>[1]): Promise<Modules> {
    const client = await clientFor(this.#tokens, accountId, true)
    return client.ok ? listModules(client.value, input) : client
  }

  /**
   * `feature_name=tags` is in Zoho's OpenAPI files only: an org may filter by it, ignore it or refuse it. A refusal is
   * remembered; an answer that ignored it is narrowed by `mayHaveTags` like the list without it.
   */
  async #candidates({ id, org }: Account): Promise<Modules> {
    const { modulesByFeature } = await this.#orgFeatures.of(org.id)
    if (modulesByFeature?.value === false) return this.#all.get(id)
    const modules = await this.#byFeature.askAgain(id)
    if (modules.ok || catalogRow(modules.fault.kind).action !== "stop") return modules
    await this.#orgFeatures.remember(org.id, "modulesByFeature", false, Date.now())
    return this.#all.get(id)
  }

  /** API names of modules that Zoho says have no tags. */
  async #untagged(orgId: string): Promise<readonly string[]> {
    const { untaggedModules } = await this.#orgFeatures.of(orgId)
    const fresh = untaggedModules !== undefined && Date.now() - untaggedModules.at < REFUSAL_KEPT_MS
    return fresh ? untaggedModules.value : []
  }

  async #rememberUntagged(orgId: string, apiName: string, { kind }: ZohoFault): Promise<void> {
    // The module itself is known from the org's own list, so "unknown" here means: not to the tags API.
    if (kind !== "module-unsupported" && kind !== "module-unknown") return
    await this.#inTurn(async () => {
      const value = [...new Set([...(await this.#untagged(orgId)), apiName])]
      await this.#orgFeatures.remember(orgId, "untaggedModules", value, Date.now())
    })
  }
}

/** Modules change seldom; a label that is this old does no harm. */
const MODULES_KEPT_MS = 10 * 60_000

/** Modules of an org as they were listed a short while ago. */
class KnownModules {
  readonly #known = new Map<string, { at: number; modules: readonly Module[] }>()
  readonly #share = shareByKey<Modules>()
  readonly #ask: (accountId: string) => Promise<Modules>

  constructor(ask: (accountId: string) => Promise<Modules>) {
    this.#ask = ask
  }

  /** From memory where it is fresh; otherwise asked, by one call however many want it at once. */
  async get(accountId: string): Promise<Modules> {
    const value = this.atHand(accountId)
    return value ? { ok: true, value } : this.#share(accountId, () => this.askAgain(accountId))
  }

  async askAgain(accountId: string): Promise<Modules> {
    const modules = await this.#ask(accountId)
    if (modules.ok) this.#known.set(accountId, { at: Date.now(), modules: modules.value })
    return modules
  }

  atHand(accountId: string): readonly Module[] | undefined {
    const known = this.#known.get(accountId)
    return known && Date.now() - known.at < MODULES_KEPT_MS ? known.modules : undefined
  }
}

/** The address carries Zoho's internal name; for most modules it equals the API name. */
function moduleNamed(modules: readonly Module[], name: string): Module | undefined {
  return (
    modules.find(({ moduleName }) => moduleName === name) ?? modules.find(({ apiName }) => apiName === name)
  )
}

/**
 * A module's tags with record counts, which come with the list in some orgs (`include=associated_record_count`, in Zoho's newer
 * OpenAPI files only). An org that refuses or ignores the parameter is asked without it from then on.
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

/** Whether it may be the parameter that Zoho does not take: then it is asked without. */
function refusesParameter({ kind }: ZohoFault): boolean {
  return catalogRow(kind).action === "stop" || kind === "unknown-code"
}

export function moduleRef({ id, apiName, pluralLabel }: ModuleRef): ModuleRef {
  return { id, apiName, pluralLabel }
}
