import * as v from "valibot"
import { fault } from "../errors/fault"
import type { ZohoResult } from "../errors/fault"
import type { CallOptions } from "./address"
import type { ZohoClient } from "./client"
import { idSchema, lenient, read } from "./schemas"

/** The person that a token speaks for. */
export interface CurrentUser {
  readonly id: string
  readonly fullName: string
}

const usersSchema = v.object({
  users: v.array(v.object({ id: idSchema, full_name: v.optional(lenient(v.string())) })),
})

/** Who is signed in, for the record of who confirmed. https://www.zoho.com/crm/developer/docs/api/v8/get-users.html */
export async function currentUser(
  client: ZohoClient,
  input: CallOptions = {},
): Promise<ZohoResult<CurrentUser>> {
  const answer = await client.call({
    path: "users",
    query: { type: "CurrentUser" },
    subject: "other",
    ...(input.signal && { signal: input.signal }),
  })
  const users = read(answer, usersSchema, "other")
  if (!users.ok) return users
  const [user, ...others] = users.value.users
  if (!user || others.length > 0) return { ok: false, fault: fault("wrong-shape") }
  return { ...users, value: { id: user.id, fullName: user.full_name ?? "" } }
}
