/** Produces the refusals that any call may get: tokens, scopes, permissions, methods, URLs, limits. */
import { request } from "../../sandbox"
import type { Caller } from "../caller"

/** Each call, in a form that would succeed. */
function calls(caller: Caller): readonly (readonly [string, string, unknown?])[] {
  const id = caller.tagId("Leads", "a")
  const module = { id: caller.moduleId("Leads"), api_name: "Leads" }
  const [record] = caller.zoho.records(caller.org.zgid, "Leads")
  const tags = { tags: [{ name: "a" }], ids: [record?.id] }
  return [
    ["GET", "settings/tags?module=Leads"],
    ["POST", "settings/tags?module=Leads", { tags: [{ name: "new" }] }],
    ["PUT", "settings/tags?module=Leads", { tags: [{ id, name: "a" }] }],
    ["PUT", `settings/tags/${id}?module=Leads`, { tags: [{ name: "a" }] }],
    ["DELETE", `settings/tags/${id}`],
    ["GET", `settings/tags/${id}/actions/records_count?module=Leads`],
    ["POST", `settings/tags/${id}/actions/merge`, { tags: [{ conflict_id: caller.tagId("Leads", "b") }] }],
    ["POST", "settings/tags/actions/mass_delete", { mass_delete: [{ module, tags: [{ id }] }] }],
    ["GET", "settings/tags/actions/mass_delete?job_id=900"],
    ["POST", "Leads/actions/add_tags", tags],
    ["POST", "Leads/actions/remove_tags", tags],
    ["POST", `Leads/${String(record?.id)}/actions/add_tags`, tags],
    ["POST", `Leads/${String(record?.id)}/actions/remove_tags`, tags],
    ["GET", "Leads/search?criteria=(Tag:equals:a)"],
    ["POST", "coql", { select_query: "select id, Tag from Leads where Tag = 'a'" }],
    ["GET", "settings/modules"],
    ["GET", "settings/modules/Leads"],
    ["GET", "org"],
    ["GET", "users?type=CurrentUser"],
  ]
}

export function playAnyCall(caller: Caller): void {
  const { zoho, org } = caller
  const all = (): void => {
    for (const call of calls(caller)) caller.send(...call)
  }

  // Tokens
  for (const expiredTokenCode of ["INVALID_TOKEN", "AUTHENTICATION_FAILURE", "INVALID_OAUTHTOKEN"] as const) {
    zoho.setReadings({ expiredTokenCode })
    caller.headers = { authorization: "Zoho-oauthtoken 1000.none" }
    all()
  }
  caller.headers = {}
  all()
  caller.useToken()
  zoho.expireTokens()
  all()
  for (const scopeMismatchStatus of [403, 401] as const) {
    zoho.setReadings({ scopeMismatchStatus })
    caller.useToken(["ZohoCRM.bulk.READ"])
    all()
    caller.useToken(["ZohoCRM.coql.READ"])
    caller.send("POST", "coql", { select_query: "select id, Tag from Leads where Tag = 'a'" })
  }

  // A page on a JavaScript domain of the client, and an extension that is refused
  const javascriptDomains = ["https://crm.zoho.com"]
  const { clientId } = zoho.registerClient({ javascriptDomains })
  const token = zoho.issueToken({ zgid: org.zgid, scopes: ["ZohoCRM.org.READ"], clientId })
  caller.headers = { authorization: `Zoho-oauthtoken ${token}`, origin: "https://crm.zoho.com" }
  caller.send("GET", "org")
  zoho.setReadings({ extensionOrigin: "refused" })
  caller.useToken()
  caller.headers["origin"] = "chrome-extension://abc"
  all()
  delete caller.headers["origin"]

  // Permissions, methods, URLs, versions
  const missing = ["Crm_Implied_Edit_Tags", "Crm_Implied_Tags_Leads", "Crm_Implied_Edit_Leads"]
  for (const permission of missing) zoho.org(org.zgid).missingPermissions.add(permission)
  all()
  zoho.org(org.zgid).missingPermissions.clear()
  for (const wrongMethodStatus of [405, 400] as const) {
    zoho.setReadings({ wrongMethodStatus })
    for (const [, path] of calls(caller)) caller.send("PATCH", path)
  }
  for (const [method, path, body] of calls(caller)) caller.send(method, `nowhere/${path}`, body)
  const { version } = caller
  for (const other of ["v6", "v9"]) {
    caller.version = other
    for (const call of calls(caller).filter(([, path]) => other === "v9" || path.includes("mass_delete")))
      caller.send(...call)
  }
  caller.version = version
  playLimits(caller)
}

/** Remaining credits that are reported, exhausted credits, and too many concurrent calls. */
function playLimits(caller: Caller): void {
  const { zoho, org } = caller
  const limits = zoho.org(org.zgid)
  const reads = calls(caller).filter(([method]) => method === "GET")
  limits.creditsUsed = limits.creditLimit / 2
  for (const call of reads) caller.send(...call)
  limits.creditsUsed = limits.creditLimit
  for (const call of calls(caller)) caller.send(...call)
  limits.creditsUsed = 0
  const [, path] = ["GET", "org"]
  const url = `${org.apiUrl}/crm/${caller.version}/${path}`
  const exchanges = Array.from({ length: limits.concurrencyLimit + 1 }, () =>
    zoho.exchange(request("GET", url, { headers: caller.headers })),
  )
  const refused = exchanges.at(-1)?.response
  if (refused) caller.check("GET", path, refused)
  for (const exchange of exchanges) exchange.done()
}
