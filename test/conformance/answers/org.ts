/** Plays every answer of modules, org and users. */
import type { Caller } from "../caller"

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
