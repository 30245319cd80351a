/** Produces every answer of records_count, merge, add_tags and remove_tags. */
import type { Caller } from "../caller"

export function playTagActions(caller: Caller): void {
  const { zoho, org } = caller
  const id = (name: string): string => caller.tagId("Leads", name)
  playCounts(caller)

  // Merge
  const merge = (kept: string, body: unknown): void => {
    caller.send("POST", `settings/tags/${kept}/actions/merge`, body)
  }
  merge("900", { tags: [{ conflict_id: id("b") }] })
  merge(id("a"), { tags: [{ conflict_id: "900" }] })
  merge(id("a"), { tags: [{ conflict_id: id("a") }] })
  merge(id("a"), { tags: [{ conflict_id: "x" }] })
  merge(id("a"), { tags: [{}] })
  merge(id("a"), { tags: [] })
  merge(id("a"), {})
  zoho.org(org.zgid).missingPermissions.add("Crm_Implied_Tags_Leads")
  merge(id("a"), { tags: [{ conflict_id: id("b") }] })
  zoho.org(org.zgid).missingPermissions.clear()
  merge(id("a"), { tags: [{ conflict_id: id("b") }] })
  zoho.setReadings({ mergeAnswer: "kept" })
  merge(id("a"), { tags: [{ conflict_id: id("used") }] })
  playRecords(caller)
}

function playCounts(caller: Caller): void {
  const { zoho } = caller
  const count = (tagId: string, query = "?module=Leads"): void => {
    caller.send("GET", `settings/tags/${tagId}/actions/records_count${query}`)
  }
  const [free, used] = [caller.tagId("Leads", "a"), caller.tagId("Leads", "used")]
  count(free)
  zoho.setReadings({ configuredAreas: true })
  count(free)
  count(used)
  for (const unknownTagCountStatus of [404, 400] as const) {
    zoho.setReadings({ unknownTagCountStatus })
    count("900")
  }
  count(free, "")
  count(free, "?module=Nothing")
  count(free, "?module=Notes")
}

/** Adds and removes tags on records: one is locked, one forbidden, one full and one converted. */
function playRecords(caller: Caller): void {
  const { zoho, org } = caller
  const ids = zoho
    .records(org.zgid, "Leads")
    .slice(0, 25)
    .map((record) => record.id)
  const [plain = "", locked = "", forbidden = "", full = "", converted = ""] = ids
  const send = (action: "add_tags" | "remove_tags", recordIds: unknown, tags: unknown): void => {
    caller.send("POST", `Leads/actions/${action}`, { tags, ids: recordIds })
  }
  const fresh = [{ name: "fresh" }]
  for (const action of ["add_tags", "remove_tags"] as const) {
    send(action, [plain, full], fresh)
    send(action, ids, fresh)
    send(action, [plain, "900"], fresh)
    send(action, ["900"], fresh)
    send(action, [], fresh)
    send(
      action,
      Array.from({ length: 501 }, () => plain),
      fresh,
    )
    send(action, "all", fresh)
    send(action, undefined, fresh)
    send(action, [plain], undefined)
    send(action, [plain], "fresh")
    send(action, [plain], ["fresh"])
    send(action, [plain], [{ name: "x".repeat(26) }])
    caller.send("POST", `Nothing/actions/${action}`, { tags: fresh, ids: [plain] })
    caller.send("POST", `Notes/actions/${action}`, { tags: fresh, ids: [plain] })
    caller.send("POST", `Leads/${plain}/actions/${action}`, { tags: fresh })
    caller.send("POST", `Leads/900/actions/${action}`, { tags: fresh })
    caller.send("POST", `Leads/${plain}/actions/${action}`, {})
    caller.send("POST", `Leads/${plain}/actions/${action}`, { tags: "fresh" })
    caller.send("POST", `Leads/${plain}/actions/${action}`, { tags: ["fresh"] })
    caller.send("POST", `Nothing/${plain}/actions/${action}`, { tags: fresh })
    zoho.forbidRecord(org.zgid, "Leads", forbidden)
    send(action, [forbidden], fresh)
    send(action, [plain, forbidden], fresh)
    caller.send("POST", `Leads/${forbidden}/actions/${action}`, { tags: fresh })
    zoho.convertLeads(org.zgid, [converted])
    zoho.setReadings({ convertedTags: "refused" })
    send(action, [converted], fresh)
    send(action, [plain, converted], fresh)
    caller.send("POST", `Leads/${converted}/actions/${action}`, { tags: fresh })
    zoho.setReadings({ convertedTags: "taken" })
  }
  for (const lockedRecords of ["call", "call-unnamed", "item"] as const) {
    zoho.setReadings({ lockedRecords })
    zoho.lockRecord(org.zgid, "Leads", locked)
    for (const action of ["add_tags", "remove_tags"] as const) {
      send(action, [locked], fresh)
      send(action, [plain, locked], fresh)
      caller.send("POST", `Leads/${locked}/actions/${action}`, { tags: fresh })
    }
  }
  const most = zoho.org(org.zgid).recordTagLimit
  send(
    "add_tags",
    [full],
    Array.from({ length: most }, (_, at) => ({ name: `of many ${String(at)}` })),
  )
  send("add_tags", [plain, full], [{ name: "too many" }])
  send("add_tags", [full], [{ name: "too many" }])
  caller.send("POST", `Leads/${plain}/actions/add_tags`, { tags: fresh, over_write: true })
}
