/** What the org has: its modules and their tags, asked for with as few calls as possible. */
import { clientFor, type Tokens } from "../accounts/tokens"
import type { ModuleRef } from "../jobs/job"
import { shareByKey } from "../lib/async"
import type { ModuleTags } from "../messages/views"
import type { Account } from "../storage/accounts"
import type { OrgFeatureStore } from "../storage/org-features"
import type { Store } from "../storage/store"
import type { ZohoClient } from "../zoho/api/client"
import { listModules, mayHaveTags, type Module } from "../zoho/api/org"
import { listTags, type Tag, type TagList } from "../zoho/api/tags"
import { catalogRow } from "../zoho/errors/catalog"
import { fault, type ZohoFault, type ZohoResult } from "../zoho/errors/fault"
import { rememberFromFault } from "./org-features"

export interface ModuleTagList {
  readonly module: Module
  readonly tags: readonly Tag[]
  readonly allowed: number | null
}

export interface Catalog {
  /** All modules of the org, at most ten minutes old. */
  modulesOf(account: Account): Promise<ZohoResult<readonly Module[]>>
  /** Those that can carry tags: asked by feature, guessed by kind, and learned from refusals. */
  taggedModules(account: Account): Promise<ZohoResult<readonly Module[]>>
  /** What is known of an account's modules without asking; undefined where nothing is. */
  modulesAtHand(accountId: string): readonly Module[] | undefined
  /** The module of an address (`Potentials`) or an API name (`Deals`); undefined when the org has none such. */
  findModule(account: Account, name: string): Promise<ZohoResult<Module | undefined>>
  /** The module's tags as they are now, with record counts where the org gives them in the same call. */
  tagsOf(account: Account, module: Module): Promise<ZohoResult<ModuleTagList>>
}

export function createCatalog({ orgFeatures }: Pick<Store, "orgFeatures">, tokens: Tokens): Catalog {
  const all = createKnownModules((accountId) => ask(accountId))
  const byFeature = createKnownModules((accountId) => ask(accountId, { featureName: "tags" }))
  const untagged = createUntaggedModules(orgFeatures)

  async function ask(
    accountId: string,
    input?: Parameters<typeof listModules>[1],
  ): Promise<ZohoResult<readonly Module[]>> {
    const client = await clientFor(tokens, accountId, true)
    return client.ok ? listModules(client.value, input) : client
  }

  /**
   * `feature_name=tags` is in Zoho's OpenAPI files only: an org may filter by it, ignore it or refuse it. A refusal is
   * remembered; an answer that ignored it is narrowed by `mayHaveTags` like the list without it.
   */
  async function candidates({ id, org }: Account): Promise<ZohoResult<readonly Module[]>> {
    const { modulesByFeature } = await orgFeatures.of(org.id)
    if (modulesByFeature?.value === false) return all.get(id)
    const modules = await byFeature.askAgain(id)
    if (modules.ok || catalogRow(modules.fault.kind).action !== "stop") return modules
    await orgFeatures.remember(org.id, "modulesByFeature", false, Date.now())
    return all.get(id)
  }

  return {
    modulesOf: ({ id }) => all.get(id),
    modulesAtHand: (id) => all.atHand(id) ?? byFeature.atHand(id),
    async taggedModules(account): Promise<ZohoResult<readonly Module[]>> {
      const modules = await candidates(account)
      if (!modules.ok) return modules
      const without = await untagged.of(account.org.id)
      const left = modules.value.filter((module) => mayHaveTags(module) && !without.includes(module.apiName))
      return { ...modules, value: left }
    },
    async findModule({ id }, name): Promise<ZohoResult<Module | undefined>> {
      // A screen with the modules that have tags names one of those.
      const found = moduleNamed(byFeature.atHand(id) ?? [], name)
      if (found) return { ok: true, value: found }
      const modules = await all.get(id)
      return modules.ok ? { ok: true, value: moduleNamed(modules.value, name) } : modules
    },
    async tagsOf(account, module): Promise<ZohoResult<ModuleTagList>> {
      const client = await clientFor(tokens, account.id, true)
      if (!client.ok) return client
      const list = await listWithCounts(orgFeatures, account.org.id, client.value, module.apiName)
      if (list.ok)
        return { ...list, value: { module, tags: list.value.tags, allowed: list.value.allowedCount ?? null } }
      // Else the next sign-in would ask for the same rights again, and again in vain.
      await rememberFromFault(orgFeatures, account, list.fault, "delete")
      await untagged.rememberFrom(account.org.id, module, list.fault)
      return list
    },
  }
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

/** The module itself, or the fault that says that there is none. */
export function requireModule(found: ZohoResult<Module | undefined>): ZohoResult<Module> {
  if (!found.ok) return found
  return found.value ? { ok: true, value: found.value } : { ok: false, fault: fault("module-unknown") }
}

/** The tags of a module that is named as in `findModule`. */
export async function tagsIn(
  catalog: Catalog,
  account: Account,
  name: string,
): Promise<ZohoResult<ModuleTagList>> {
  const module = requireModule(await catalog.findModule(account, name))
  return module.ok ? catalog.tagsOf(account, module.value) : module
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

// Modules of an org as they were listed a short while ago.

/** Modules change seldom; a label that is this old does no harm. */
const MODULES_KEPT_MS = 10 * 60_000

/** The address carries Zoho's internal name; for most modules it equals the API name. */
export function moduleNamed(modules: readonly Module[], name: string): Module | undefined {
  return (
    modules.find(({ moduleName }) => moduleName === name) ?? modules.find(({ apiName }) => apiName === name)
  )
}

interface KnownModules {
  /** From memory where it is fresh; otherwise asked, by one call however many want it at once. */
  get(accountId: string): Promise<ZohoResult<readonly Module[]>>
  askAgain(accountId: string): Promise<ZohoResult<readonly Module[]>>
  atHand(accountId: string): readonly Module[] | undefined
}

function createKnownModules(ask: KnownModules["askAgain"]): KnownModules {
  const known = new Map<string, { at: number; modules: readonly Module[] }>()
  const share = shareByKey<ZohoResult<readonly Module[]>>()

  async function askAgain(accountId: string): Promise<ZohoResult<readonly Module[]>> {
    const modules = await ask(accountId)
    if (modules.ok) known.set(accountId, { at: Date.now(), modules: modules.value })
    return modules
  }

  function atHand(accountId: string): readonly Module[] | undefined {
    const cached = known.get(accountId)
    return cached && Date.now() - cached.at < MODULES_KEPT_MS ? cached.modules : undefined
  }

  return {
    askAgain,
    atHand,
    async get(accountId): Promise<ZohoResult<readonly Module[]>> {
      const modules = atHand(accountId)
      return modules ? { ok: true, value: modules } : share(accountId, () => askAgain(accountId))
    },
  }
}

/** An edition can change, and a module with it, so a refusal does not count for ever. */
const REFUSAL_KEPT_MS = 7 * 24 * 3_600_000

interface UntaggedModules {
  of(orgId: string): Promise<readonly string[]>
  rememberFrom(orgId: string, module: Module, fault: ZohoFault): Promise<void>
}

/** Modules that Zoho says have no tags. */
function createUntaggedModules(orgFeatures: OrgFeatureStore): UntaggedModules {
  // Several may be refused at once, and each finding is read, added to and written back.
  let remembering = Promise.resolve()

  async function of(orgId: string): Promise<readonly string[]> {
    const { untaggedModules } = await orgFeatures.of(orgId)
    const fresh = untaggedModules !== undefined && Date.now() - untaggedModules.at < REFUSAL_KEPT_MS
    return fresh ? untaggedModules.value : []
  }

  return {
    of,
    async rememberFrom(orgId, { apiName }, { kind }): Promise<void> {
      // The module itself is known from the org's own list, so "unknown" here means: not to the tags API.
      if (kind !== "module-unsupported" && kind !== "module-unknown") return
      remembering = remembering.then(async () => {
        const value = [...new Set([...(await of(orgId)), apiName])]
        await orgFeatures.remember(orgId, "untaggedModules", value, Date.now())
      })
      await remembering
    },
  }
}
