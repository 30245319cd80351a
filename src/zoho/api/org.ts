/** Which org a token belongs to, which user, and the org's modules. */
import * as v from "valibot"
import { type Environment, ENVIRONMENTS } from "../data-centers"
import { fault, type ZohoResult } from "../errors/fault"
import type { ZohoAnswer, ZohoClient } from "./client"
import { idSchema, lenient, moduleSegment, read } from "./schemas"

export interface Org {
  /** Zoho's org id (zgid): the number in `/crm/org<zgid>/` of the web pages. */
  readonly zgid: string
  readonly companyName: string
  /** What kind of org it is, where Zoho tells. */
  readonly environment?: Environment
}

const orgSchema = v.pipe(
  v.object({
    zgid: idSchema,
    company_name: v.optional(lenient(v.string())),
    type: v.optional(lenient(v.picklist(ENVIRONMENTS))),
  }),
  v.transform((of): Org => ({
    zgid: of.zgid,
    companyName: of.company_name ?? "",
    ...(of.type !== undefined && { environment: of.type }),
  })),
)

const answerSchema = v.object({ org: v.array(orgSchema) })

/** Read the answer of the organization call. */
export function readOrg(answer: ZohoResult<ZohoAnswer>): ZohoResult<Org> {
  const orgs = read(answer, answerSchema, "other")
  if (!orgs.ok) return orgs
  const [org, ...others] = orgs.value.org
  if (!org || others.length > 0) return { ok: false, fault: fault("wrong-shape") }
  return { ...orgs, value: org }
}

/** The org behind the token. https://www.zoho.com/crm/developer/docs/api/v8/get-org-data.html */
export async function getOrg(client: ZohoClient): Promise<ZohoResult<Org>> {
  return readOrg(await client.call({ path: "org", subject: "other" }))
}

export interface CurrentUser {
  readonly id: string
  readonly fullName: string
}

const usersSchema = v.object({
  users: v.array(v.object({ id: idSchema, full_name: v.optional(lenient(v.string())) })),
})

/** Who is signed in, for the record of who confirmed. https://www.zoho.com/crm/developer/docs/api/v8/get-users.html */
export async function currentUser(client: ZohoClient): Promise<ZohoResult<CurrentUser>> {
  const answer = await client.call({
    path: "users",
    query: { type: "CurrentUser" },
    subject: "other",
  })
  const users = read(answer, usersSchema, "other")
  if (!users.ok) return users
  const [user, ...others] = users.value.users
  if (!user || others.length > 0) return { ok: false, fault: fault("wrong-shape") }
  return { ...users, value: { id: user.id, fullName: user.full_name ?? "" } }
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

const label = v.optional(lenient(v.string()))

const moduleSchema = v.pipe(
  v.object({
    id: idSchema,
    api_name: v.pipe(v.string(), v.regex(/^\w{1,100}$/)),
    module_name: label,
    singular_label: label,
    plural_label: label,
    api_supported: v.optional(lenient(v.boolean())),
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

const listSchema = v.object({ modules: v.array(v.unknown()) })

/** Entries without an id or API name are left out: no call could be made for them. */
export function readModules(answer: ZohoResult<ZohoAnswer>): ZohoResult<readonly Module[]> {
  if (answer.ok && answer.value.httpStatus === 204) return { ...answer, value: [] }
  const list = read(answer, listSchema, "module")
  if (!list.ok) return list
  const modules = list.value.modules.flatMap((each) => {
    const parsed = v.safeParse(moduleSchema, each)
    return parsed.success ? [parsed.output] : []
  })
  return { ...list, value: modules }
}

/**
 * The org's modules. https://www.zoho.com/crm/developer/docs/api/v8/modules-api.html
 * @param input.featureName only those with this feature: in Zoho's OpenAPI files only, so an org may ignore or refuse it
 */
export async function listModules(
  client: ZohoClient,
  input: { featureName?: "tags" } = {},
): Promise<ZohoResult<readonly Module[]>> {
  return readModules(
    await client.call({
      path: "settings/modules",
      ...(input.featureName && { query: { feature_name: input.featureName } }),
      subject: "module",
    }),
  )
}

/** One module by its API name; undefined when the answer holds none. */
export async function getModule(
  client: ZohoClient,
  input: { apiName: string },
): Promise<ZohoResult<Module | undefined>> {
  const modules = readModules(
    await client.call({
      path: `settings/modules/${moduleSegment(input.apiName)}`,
      subject: "module",
    }),
  )
  if (!modules.ok) return modules
  return { ...modules, value: modules.value.find((each) => each.apiName === input.apiName) }
}

/** A guess, where an org does not know `featureName`; the tag list has the last word. */
export function mayHaveTags(module: Module): boolean {
  return module.apiSupported && ["default", "custom"].includes(module.generatedType)
}
