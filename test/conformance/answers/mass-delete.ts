/** Produces every answer of mass_delete: accepted jobs in every state, and every refusal. */
import type { Caller } from "../caller"

const PATH = "settings/tags/actions/mass_delete"

export function playMassDelete(caller: Caller): void {
  const { zoho, org } = caller
  const leads = { id: caller.moduleId("Leads"), api_name: "Leads" }
  const id = (name: string): string => caller.tagId("Leads", name)
  const start = (tags: unknown, module: unknown = leads): string => {
    const { body } = caller.send("POST", PATH, { mass_delete: [{ module, tags }] })
    return /"job_id":"?(\d+)/.exec(body)?.[1] ?? ""
  }
  const status = (job: string): void => {
    caller.send("GET", `${PATH}?job_id=${job}`)
  }

  // Jobs, with both readings of a running job's status and of a job's id
  for (const jobWords of ["sdk", "in_progress"] as const) {
    zoho.setReadings({ jobWords })
    for (const jobsFail of [false, true]) {
      zoho.setJobsFail(jobsFail)
      zoho.setJobLength(4000)
      const job = start(zoho.addTags(org.zgid, "Leads", [{ name: `of a job ${String(jobsFail)}` }]))
      for (const milliseconds of [0, 2500, 1500]) {
        caller.now += milliseconds
        status(job)
      }
    }
  }
  zoho.setJobsFail(false)
  const [one] = zoho.addTags(org.zgid, "Leads", [{ name: "fails", failsInJob: true }])
  const half = start([{ id: one?.id }, { id: id("b") }])
  caller.now += 4000
  status(half)
  for (const acceptedCode of ["QUEUED", "RUNNING", "202", "SCHEDULED"] as const) {
    zoho.setReadings({ acceptedCode })
    start(zoho.addTags(org.zgid, "Leads", [{ name: acceptedCode }]))
  }
  for (const readings of [{ massDeletePost: "wrapped" }, { jobId: "number" }] as const) {
    zoho.setReadings(readings)
    status(start(zoho.addTags(org.zgid, "Leads", [{ name: Object.keys(readings).join() }])))
    zoho.setReadings({ massDeletePost: "bare", jobId: "string" })
  }

  // Unknown jobs
  for (const jobError of ["doubly", "wrapped"] as const) {
    zoho.setReadings({ jobError })
    status("900")
  }
  for (const missingJobIdStatus of [401, 400] as const) {
    zoho.setReadings({ missingJobIdStatus })
    caller.send("GET", PATH)
  }

  // Refusals
  for (const jsonPath of ["absent", "present"] as const) {
    zoho.setReadings({ jsonPath })
    start([{ id: id("a") }, { id: "900" }])
    start([{ id: caller.tagId("Contacts", "other") }])
    start([{ id: id("a") }, { id: id("used") }])
    start(Array.from({ length: 201 }, () => ({ id: id("a") })))
    start([])
    start("all")
    start(["x"])
    start([{ id: "x" }])
    start([{}])
    start([{ id: id("a") }], { id: caller.moduleId("Deals"), api_name: "Leads" })
    start([{ id: id("a") }], { id: "900", api_name: "Nothing" })
    start([{ id: id("a") }], { id: caller.moduleId("Notes"), api_name: "Notes" })
    start([{ id: id("a") }], { id: leads.id })
    start([{ id: id("a") }], {})
    start([{ id: id("a") }], "Leads")
    start(undefined)
    for (const body of ["{", {}, { mass_delete: {} }, { mass_delete: [] }, { mass_delete: [{}, {}] }])
      caller.send("POST", PATH, body)
    for (const only of ["x", { tags: [] }]) caller.send("POST", PATH, { mass_delete: [only] })
  }
  zoho.setReadings({ massDeleteLimit: 1 })
  start([{ id: id("a") }, { id: id("used") }])
}
