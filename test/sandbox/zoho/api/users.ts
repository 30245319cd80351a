/** The users endpoint. */
import { json, type ZohoResponse } from "../http"
import { failure } from "./errors"
import type { Call } from "./route"

/** GET users?type=CurrentUser: the token's user. The sandbox's orgs have no other users. */
export function listUsers({ org, request }: Call): ZohoResponse {
  const type = request.query.get("type") ?? "AllUsers"
  if (!["CurrentUser", "AllUsers", "ActiveUsers"].includes(type)) {
    return failure(400, "INVALID_DATA", "invalid data", { api_name: "type" })
  }
  const [first_name = "", last_name = ""] = org.user.name.split(" ")
  const user = {
    id: org.user.id,
    full_name: org.user.name,
    first_name,
    last_name,
    email: "admin@example.com",
    status: "active",
    profile: { name: "Administrator", id: `${org.user.id.slice(0, -1)}7` },
    role: { name: "CEO", id: `${org.user.id.slice(0, -1)}8` },
  }
  return json(200, { users: [user], info: { per_page: 200, count: 1, page: 1, more_records: false } })
}
