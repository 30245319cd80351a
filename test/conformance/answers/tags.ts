/** Produces every answer of settings/tags: list, create, update, delete. */
import type { Caller } from "../caller"

export function playTags(caller: Caller): void {
  const { zoho, org } = caller
  const id = (name: string): string => caller.tagId("Leads", name)

  // List
  caller.send("GET", "settings/tags?module=Leads")
  caller.send("GET", "settings/tags?module=Contacts&my_tags=true")
  zoho.addTags(
    org.zgid,
    "Accounts",
    Array.from({ length: 500 }, (_, at) => ({ name: `of 500 ${String(at)}` })),
  )
  caller.send("GET", "settings/tags?module=Accounts")
  caller.send("GET", "settings/tags?module=Deals")
  zoho.setReadings({ emptyList: 200 })
  caller.send("GET", "settings/tags?module=Deals")
  for (const include of ["ignored", "answered", "error"] as const) {
    zoho.setReadings({ include })
    for (const wanted of ["type", "associated_record_count", "last_accessed_time", "type,last_accessed_time"])
      caller.send("GET", `settings/tags?module=Leads&include=${wanted}`)
  }
  caller.send("GET", "settings/tags")
  caller.send("GET", "settings/tags?module=Nothing")
  caller.send("GET", "settings/tags?module=Notes")

  // Create
  const create = (...tags: readonly unknown[]): void => {
    caller.send("POST", "settings/tags?module=Leads", { tags })
  }
  create({ name: "new", color_code: "#AAFE62" }, { name: "plain" }, { name: "null", color_code: null })
  create({ name: "a" })
  create({ name: "a", color_code: "#F17574" })
  create({ name: "x".repeat(26) })
  create({ name: 1 })
  create({})
  create("x")
  create({ name: "y", color_code: "red" })
  create({ name: "y", color_code: "#12345678" })
  create({ name: "y", color_code: 3 })
  create({ name: "one of two" }, { name: "a" })
  create(...Array.from({ length: 30 }, (_, at) => ({ name: `of thirty ${String(at)}` })))
  create()
  create(...Array.from({ length: 201 }, (_, at) => ({ name: `t${String(at)}` })))
  caller.send("POST", "settings/tags?module=Leads", {})
  caller.send("POST", "settings/tags?module=Leads", "{")
  caller.send("POST", "settings/tags?module=Leads", { tags: "a" })
  caller.send("POST", "settings/tags", { tags: [] })
  caller.send("POST", "settings/tags?module=Nothing", { tags: [{ name: "a" }] })
  caller.send("POST", "settings/tags?module=Notes", { tags: [{ name: "a" }] })
  zoho.setReadings({ colors: "picker" })
  create({ name: "outside the picker", color_code: "#AAFE62" })
  zoho.setReadings({ createErrors: "call", jsonPath: "present" })
  create({ name: "fine" }, { name: "a" })
  zoho.setReadings({ createErrors: "call", jsonPath: "absent" })
  create({ name: "fine" }, { name: "a" })
  zoho.setReadings({ createErrors: "item", nameCase: "insensitive", colors: "any" })
  create({ name: "A" })
  zoho.org(org.zgid).tagLimit = zoho.tags(org.zgid, "Leads").length + 1
  create({ name: "last" }, { name: "beyond" })
  zoho.setReadings({ planLimit: "item" })
  create({ name: "last" }, { name: "beyond" })
  create({ name: "beyond" })

  // Update
  const update = (path: string, ...tags: readonly unknown[]): void => {
    caller.send("PUT", path, { tags })
  }
  update("settings/tags?module=Leads", { id: id("b"), name: "B", color_code: "#AAFE62" })
  update("settings/tags?module=Leads", { id: id("B"), name: "b" }, { id: "900", name: "n" })
  update("settings/tags?module=Leads", { name: "without an id" })
  update("settings/tags?module=Leads", "x")
  update("settings/tags?module=Leads", { id: id("b"), name: "x".repeat(26) })
  update("settings/tags?module=Leads")
  update("settings/tags?module=Leads", { id: id("b"), name: "a" })
  update("settings/tags?module=Nothing", { id: id("b"), name: "B" })
  update("settings/tags", { id: id("b"), name: "B" })
  update(`settings/tags/${id("b")}?module=Leads`, { color_code: null })
  update(`settings/tags/${id("b")}?module=Leads`, { name: "a" })
  update(`settings/tags/${id("b")}?module=Leads`, { color_code: "red" })
  update("settings/tags/900?module=Leads", { name: "n" })
  update(`settings/tags/${id("b")}?module=Nothing`, { name: "n" })
  update(`settings/tags/${id("b")}`, { name: "n" })

  // Delete
  for (const associatedPlaces of ["names", "objects"] as const) {
    zoho.setReadings({ associatedPlaces })
    caller.send("DELETE", `settings/tags/${id("used")}`)
  }
  caller.send("DELETE", `settings/tags/${id("b")}`)
  caller.send("DELETE", "settings/tags/900")
}
