/** Describes a seeded org for tests. */
import { accountsHost, apiHost, crmHost, wrapperUrl, type Environment } from "../hosts"
import type { Org } from "./state"

export interface SeededModule {
  readonly id: string
  readonly apiName: string
  readonly moduleName: string
  readonly pluralLabel: string
  /** In order of creation. */
  readonly tags: readonly { readonly id: string; readonly name: string }[]
}

export interface SeededOrg {
  readonly zgid: string
  readonly id: string
  readonly name: string
  readonly dataCenter: string
  readonly environment: Environment
  readonly accountsUrl: string
  readonly apiUrl: string
  readonly homeUrl: string
  readonly modules: Readonly<Record<string, SeededModule>>
  /** Address of the CRM's tag settings page of a module (API name). */
  tagPageUrl(apiName: string): string
  /** The same page at an address that Tagsweep does not know. */
  movedPageUrl(apiName: string): string
  /** The tag page as CRM Plus and Zoho One show it, in a frame. */
  wrappedPageUrl(apiName: string, product: "crmplus" | "one"): string
}

/** What a test needs to know about an org: its URLs, and the ids of its modules and tags. */
export function describeOrg(org: Org): SeededOrg {
  const crm = `https://${crmHost(org.dataCenter, org.environment)}/crm/org${org.zgid}`
  const moduleName = (apiName: string): string => {
    const module = org.modules.find((one) => one.apiName === apiName)
    if (!module) throw new Error(`no module ${apiName} in ${org.name}`)
    return module.moduleName
  }
  const described = org.modules.map(({ id, apiName, moduleName, pluralLabel, tags }) => ({
    id,
    apiName,
    moduleName,
    pluralLabel,
    tags: [...tags.values()].map((tag) => ({ id: tag.id, name: tag.name })),
  }))
  return {
    zgid: org.zgid,
    id: org.id,
    name: org.name,
    dataCenter: org.dataCenter,
    environment: org.environment,
    accountsUrl: `https://${accountsHost(org.dataCenter)}`,
    apiUrl: `https://${apiHost(org.dataCenter, org.environment)}`,
    homeUrl: `${crm}/tab/Home/begin`,
    modules: Object.fromEntries(described.map((module) => [module.apiName, module])),
    tagPageUrl: (apiName) => `${crm}/settings/manage-tags?module=${moduleName(apiName)}`,
    movedPageUrl: (apiName) => `${crm}/setup/labels?of=${moduleName(apiName)}`,
    wrappedPageUrl: (apiName, product) =>
      `${wrapperUrl(org.dataCenter, product)}/crm/org${org.zgid}/settings/manage-tags?module=${moduleName(apiName)}`,
  }
}
