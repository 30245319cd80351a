/** The org and the user behind a token, and the org's modules. */
import * as v from "valibot"
import { type Environment, ENVIRONMENTS } from "../data-centers"
import type { ZohoResult } from "../errors/fault"
import type { ZohoClient } from "./client"
import { ask, idSchema, lenient, moduleSegment } from "./schemas"

export interface Org {
  /** Zoho's org id (zgid): the number in `/crm/org<zgid>/` of web addresses. */
  readonly zgid: string
  readonly companyName: string
  /** The org's type, if Zoho reports it. */
  readonly environment?: Environment
}

const orgEntry = {
  zgid: idSchema,
  company_name: lenient(v.string()),
  type: lenient(v.picklist(ENVIRONMENTS)),
}
/** Exactly one org. */
const orgSchema = v.pipe(
  v.object({ org: v.strictTuple([v.object(orgEntry)]) }),
  v.transform(({ org: [entry] }): Org => ({
    zgid: entry.zgid,
    companyName: entry.company_name ?? "",
    ...(entry.type !== undefined && { environment: entry.type }),
  })),
)

/** The org behind the token. https://www.zoho.com/crm/developer/docs/api/v8/get-org-data.html */
export function getOrg(client: ZohoClient): Promise<ZohoResult<Org>> {
  return ask(client, { path: "org", subject: "other" }, orgSchema)
}

export interface CurrentUser {
  readonly id: string
  readonly fullName: string
}

const userSchema = v.pipe(
  v.object({ users: v.strictTuple([v.object({ id: idSchema, full_name: lenient(v.string()) })]) }),
  v.transform(({ users: [entry] }): CurrentUser => ({ id: entry.id, fullName: entry.full_name ?? "" })),
)

/** The signed-in user, recorded as the one who confirmed. https://www.zoho.com/crm/developer/docs/api/v8/get-users.html */
export function currentUser(client: ZohoClient): Promise<ZohoResult<CurrentUser>> {
  const request = { path: "users", query: { type: "CurrentUser" }, subject: "other" } as const
  return ask(client, request, userSchema)
}

// The org's modules.

export interface Module {
  readonly id: string
  /** The name in API calls, such as "Deals". */
  readonly apiName: string
  /** The name in Zoho's web addresses, such as "Potentials" for Deals. */
  readonly moduleName: string
  readonly singularLabel: string
  readonly pluralLabel: string
  readonly apiSupported: boolean
  /** "default", "custom", "web", "linking", … */
  readonly generatedType: string
}

const label = lenient(v.string())

const moduleSchema = v.pipe(
  v.object({
    id: idSchema,
    api_name: v.pipe(v.string(), v.regex(/^\w{1,100}$/)),
    module_name: label,
    singular_label: label,
    plural_label: label,
    api_supported: lenient(v.boolean()),
    generated_type: label,
  }),
  v.transform((entry): Module => ({
    ...{ id: entry.id, apiName: entry.api_name, moduleName: entry.module_name ?? entry.api_name },
    singularLabel: entry.singular_label ?? entry.api_name,
    pluralLabel: entry.plural_label ?? entry.api_name,
    apiSupported: entry.api_supported ?? true,
    generatedType: entry.generated_type ?? "default",
  })),
)

/** Omits modules without an id or API name: no call can be made for them. */
const modulesSchema = v.pipe(
  v.object({ modules: v.array(lenient(moduleSchema)) }),
  v.transform(({ modules }) => modules.filter((each) => each !== undefined)),
)

/**
 * The org's modules. https://www.zoho.com/crm/developer/docs/api/v8/modules-api.html
 * @param input.featureName only modules with this feature; an org may ignore or refuse it (Zoho's OpenAPI files only)
 */
export function listModules(
  client: ZohoClient,
  { featureName }: { featureName?: "tags" } = {},
): Promise<ZohoResult<readonly Module[]>> {
  const query = featureName && { query: { feature_name: featureName } }
  return ask(client, { path: "settings/modules", ...query, subject: "module" }, modulesSchema, [])
}

/** One module by its API name; undefined if the answer does not contain it. */
export async function getModule(
  client: ZohoClient,
  { apiName }: { apiName: string },
): Promise<ZohoResult<Module | undefined>> {
  const path = `settings/modules/${moduleSegment(apiName)}`
  const modules = await ask(client, { path, subject: "module" }, modulesSchema, [])
  return modules.ok ? { ...modules, value: modules.value.find((each) => each.apiName === apiName) } : modules
}

/** A guess for orgs without `featureName`; the tag list decides. */
export function mayHaveTags(module: Module): boolean {
  return module.apiSupported && ["default", "custom"].includes(module.generatedType)
}
