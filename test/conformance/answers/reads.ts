/** Produces every answer of the read-only calls: search, COQL, modules, org, users. */
import type { Caller } from "../caller"

export function playRecordSearches(caller: Caller): void {
  const { zoho, org } = caller
  const search = (query: string, module = "Leads"): void => {
    caller.send("GET", `${module}/search?${query}`)
  }
  const coql = (select_query: unknown): void => {
    caller.send("POST", "coql", { select_query })
  }
  zoho.convertLeads(
    org.zgid,
    zoho
      .records(org.zgid, "Leads")
      .slice(0, 3)
      .map((record) => record.id),
  )

  search("criteria=(Tag:equals:many)&fields=id,Tag&page=1&per_page=200")
  search("criteria=(Tag:equals:many)&page=2&per_page=200")
  search("criteria=(Tag:equals:none)")
  search("criteria=(Tag:equals:many)&page=11&per_page=200")
  search("criteria=(Tag:equals:a (b))")
  search("")
  search("criteria=(Tag:equals:many)", "Nothing")
  search("criteria=(Tag:equals:many)", "Reports")
  for (const convertedSearch of ["answered", "ignored", "refused"] as const) {
    zoho.setReadings({ convertedSearch })
    search("criteria=(Tag:equals:many)&converted=true&fields=id,Tag,Converted__s")
    search("criteria=(Tag:equals:many)&converted=both")
  }

  coql("select id, Tag from Leads where (Tag like '%many%' and id > 0) order by id asc limit 200")
  coql("select id, Tag from Leads where Tag like '%many%' order by id asc limit 2000")
  coql("select id, Tag from Leads where Tag = 'none'")
  coql("select id, Tag from Leads where Tag = 'many' limit 2001")
  coql("select id from")
  coql("select ! from Leads")
  coql("select id, Tag from Nothing where Tag = 'many'")
  coql(undefined)
  caller.send("POST", "coql", "{")
  for (const convertedQuery of ["answered", "refused"] as const) {
    zoho.setReadings({ convertedQuery })
    coql("select id, Tag from Leads where (Tag like '%many%' and Converted__s = true) limit 200")
  }
  coql("select id, Tag from Contacts where (Tag like '%many%' and Converted__s = true) limit 200")
}

export function playOrg(caller: Caller): void {
  const { zoho } = caller
  caller.send("GET", "org")
  for (const type of ["CurrentUser", "AllUsers", "Nobody"]) caller.send("GET", `users?type=${type}`)
  caller.send("GET", "settings/modules")
  for (const status of ["visible", "user_hidden,system_hidden", "scheduled_for_deletion", "nowhere"])
    caller.send("GET", `settings/modules?status=${status}`)
  for (const featureName of ["filters", "ignored", "error"] as const) {
    zoho.setReadings({ featureName })
    for (const feature of ["tags", "no such feature"])
      caller.send("GET", `settings/modules?feature_name=${feature}`)
  }
  caller.send("GET", "settings/modules/Leads")
  caller.send("GET", "settings/modules/Nothing")
}
