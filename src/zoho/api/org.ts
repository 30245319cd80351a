/** Which org a token belongs to, which user, and the org's modules. */
import * as v from "valibot"
import { type Environment, ENVIRONMENTS } from "../data-centers"
import type { ZohoResult } from "../errors/fault"
import type { ZohoClient } from "./client"
import { ask, idSchema, lenient, moduleSegment } from "./schemas"

export interface Org {
  /** Zoho's org id (zgid): the number in `/crm/org<zgid>/` of the web pages. */
  readonly zgid: string
  readonly companyName: string
  /** What kind of org it is, where Zoho tells. */
  readonly environment?: Environment
}

const orgEntry = {
  zgid: idSchema,
  company_name: lenient(v.string()),
  type: lenient(v.picklist(ENVIRONMENTS)),
}
/** One org and no other. */
const orgSchema = v.pipe(
  v.object({ org: v.strictTuple([v.object(orgEntry)]) }),
  v.transform(({ org: [of] }): Org => ({
    zgid: of.zgid,
    companyName: of.company_name ?? "",
    ...(of.type !== undefined && { environment: of.type }),
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
  v.transform(({ users: [of] }): CurrentUser => ({ id: of.id, fullName: of.full_name ?? "" })),
)

/** Who is signed in, for the record of who confirmed. https://www.zoho.com/crm/developer/docs/api/v8/get-users.html */
export function currentUser(client: ZohoClient): Promise<ZohoResult<CurrentUser>> {
  const request = { path: "users", query: { type: "CurrentUser" }, subject: "other" } as const
  return ask(client, request, userSchema)
}

// The org's modules.

export interface Module {
  readonly id: string
  /** The name API calls take, such as "Deals". */
  readonly apiName: string
  /** The name Zoho's web addresses use, such as "Potentials" for Deals. */
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
  v.transform((of): Module => ({
    ...{ id: of.id, apiName: of.api_name, moduleName: of.module_name ?? of.api_name },
    singularLabel: of.singular_label ?? of.api_name,
    pluralLabel: of.plural_label ?? of.api_name,
    apiSupported: of.api_supported ?? true,
    generatedType: of.generated_type ?? "default",
  })),
)

/** Without those that have no id or API name: no call could be made for them. */
const modulesSchema = v.pipe(
  v.object({ modules: v.array(lenient(moduleSchema)) }),
  v.transform(({ modules }) => modules.filter((each) => each !== undefined)),
)

/**
 * The org's modules. https://www.zoho.com/crm/developer/docs/api/v8/modules-api.html
 * @param input.featureName only those with this feature: in Zoho's OpenAPI files only, so an org may ignore or refuse it
 */
export function listModules(
  client: ZohoClient,
  { featureName }: { featureName?: "tags" } = {},
): Promise<ZohoResult<readonly Module[]>> {
  const query = featureName && { query: { feature_name: featureName } }
  return ask(client, { path: "settings/modules", ...query, subject: "module" }, modulesSchema, [])
}

/** One module by its API name; undefined when the answer holds none. */
export async function getModule(
  client: ZohoClient,
  { apiName }: { apiName: string },
): Promise<ZohoResult<Module | undefined>> {
  const path = `settings/modules/${moduleSegment(apiName)}`
  const modules = await ask(client, { path, subject: "module" }, modulesSchema, [])
  return modules.ok ? { ...modules, value: modules.value.find((each) => each.apiName === apiName) } : modules
}

/** A guess, where an org does not know `featureName`; the tag list has the last word. */
export function mayHaveTags(module: Module): boolean {
  return module.apiSupported && ["default", "custom"].includes(module.generatedType)
}
