/** Which of an org's modules can carry tags: asked by feature, guessed by kind, and learned from refusals. */
import type { Account } from "../store/accounts"
import type { Store } from "../store/store"
import { mayHaveTags } from "../zoho/api/modules"
import type { Module } from "../zoho/api/modules"
import { catalogueRow } from "../zoho/errors/catalogue"
import type { ZohoFault, ZohoResult } from "../zoho/errors/fault"
import type { Catalog } from "./catalog"

/** An edition can change, and a module with it, so a refusal is not held for ever. */
const REFUSAL_KEPT_MS = 7 * 24 * 3_600_000

export interface TaggedModules {
  list(account: Account): Promise<ZohoResult<readonly Module[]>>
  /** Remembers a module that Zoho says has no tags. */
  learnFrom(account: Account, module: Module, fault: ZohoFault): Promise<void>
}

export function createTaggedModules(store: Store, catalog: Catalog): TaggedModules {
  // Several modules may be refused at once, and each finding is read, added to and written back.
  let learning = Promise.resolve()

  /**
   * `feature_name=tags` stands in Zoho's OpenAPI files only: an org may filter by it, ignore it or refuse it.
   * A refusal is remembered; an answer that ignored it is narrowed by `mayHaveTags` like the list without it.
   */
  async function candidates(account: Account): Promise<ZohoResult<readonly Module[]>> {
    const orgId = account.org.id
    const { modulesByFeature } = await store.capabilities.of(orgId)
    if (modulesByFeature?.value === false) return catalog.modulesOf(account)
    const byFeature = await catalog.modulesWithTags(account)
    if (byFeature.ok || catalogueRow(byFeature.fault.kind).action !== "stop") return byFeature
    await store.capabilities.learn(orgId, "modulesByFeature", false, Date.now())
    return catalog.modulesOf(account)
  }

  async function refused(orgId: string): Promise<readonly string[]> {
    const { untaggedModules } = await store.capabilities.of(orgId)
    const fresh = untaggedModules !== undefined && Date.now() - untaggedModules.at < REFUSAL_KEPT_MS
    return fresh ? untaggedModules.value : []
  }

  return {
    async list(account): Promise<ZohoResult<readonly Module[]>> {
      const modules = await candidates(account)
      if (!modules.ok) return modules
      const without = await refused(account.org.id)
      const left = modules.value.filter((module) => mayHaveTags(module) && !without.includes(module.apiName))
      return { ...modules, value: left }
    },
    async learnFrom(account, module, { kind }): Promise<void> {
      // The module itself is known from the org's own list, so "unknown" here means: not to the tags API.
      if (kind !== "module-unsupported" && kind !== "module-unknown") return
      const orgId = account.org.id
      learning = learning.then(async () => {
        const value = [...new Set([...(await refused(orgId)), module.apiName])]
        await store.capabilities.learn(orgId, "untaggedModules", value, Date.now())
      })
      await learning
    },
  }
}
