/** Which org a token belongs to, and which user. */
import * as v from "valibot"

import { ENVIRONMENTS, type Environment } from "../data-centers"
import { fault, type ZohoResult } from "../errors/fault"
import type { ZohoAnswer, ZohoClient } from "./client"
import { idSchema, lenient, read } from "./schemas"

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
