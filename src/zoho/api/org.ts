import * as v from "valibot"
import { ENVIRONMENTS } from "../data-centres"
import type { Environment } from "../data-centres"
import { fault } from "../errors/fault"
import type { ZohoResult } from "../errors/fault"
import type { CallOptions } from "./address"
import type { ZohoAnswer, ZohoClient } from "./client"
import { idSchema, lenient, read } from "./schemas"

/** The org that a token belongs to. */
export interface Org {
  /** Zoho's org id (zgid): the number in `/crm/org<zgid>/` of the web pages. */
  readonly zgid: string
  /** The org's record id. */
  readonly id: string
  readonly companyName: string
  /** The segment of the web address in place of `org<zgid>`, where the org has one of its own. */
  readonly domainName?: string
  /** What kind of org it is, where Zoho tells. */
  readonly environment?: Environment
}

const orgSchema = v.pipe(
  v.object({
    id: idSchema,
    zgid: idSchema,
    company_name: v.optional(lenient(v.string())),
    domain_name: v.optional(lenient(v.string())),
    type: v.optional(lenient(v.picklist(ENVIRONMENTS))),
  }),
  v.transform((of): Org => ({
    id: of.id,
    zgid: of.zgid,
    companyName: of.company_name ?? "",
    ...(of.domain_name !== undefined && { domainName: of.domain_name }),
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
export async function getOrg(client: ZohoClient, input: CallOptions = {}): Promise<ZohoResult<Org>> {
  return readOrg(
    await client.call({ path: "org", subject: "other", ...(input.signal && { signal: input.signal }) }),
  )
}
