/** The search endpoint. */
import { empty, json, type ZohoResponse } from "../http"
import type { Module, ZohoRecord } from "../state"
import { failure } from "./errors"
import { recordTags } from "./record-tags"
import type { Call } from "./route"

const pageSize = 200
/** Maximum number of records reachable by paging. */
const reach = 2000

/** GET {Module}/search with `criteria=(Tag:equals:name)`, `(Tag:in:a,b)` or `(Tag:contains:x)`. */
export function searchRecords({ org, params, request, state }: Call): ZohoResponse {
  const module = org.modules.find((one) => one.apiName === params[0] && one.apiSupported)
  if (!module) {
    const message = "the module name given seems to be invalid"
    return failure(400, "INVALID_MODULE", message, { resource_path_index: 0 })
  }
  const criteria = request.query.get("criteria")
  if (!criteria) {
    const param_names = ["criteria", "email", "phone", "word"]
    return failure(400, "EXPECTED_PARAM_MISSING", "One of the expected parameter is missing", { param_names })
  }
  const test = readCriteria(criteria)
  if (!test) return failure(400, "INVALID_QUERY", "Invalid query formed", { reason: "criteria" })
  const page = Number(request.query.get("page") ?? "1")
  const size = Math.min(Number(request.query.get("per_page") ?? pageSize), pageSize)
  if (page * size > reach)
    return failure(400, "LIMIT_REACHED", "maximum response iteration limit reached", { limit: String(reach) })
  const { convertedSearch } = state.settings.readings
  const parameter = request.query.get("converted")
  if (parameter !== null && convertedSearch === "refused") {
    return failure(400, "INVALID_DATA", "invalid data", { param_name: "converted" })
  }
  const converted = convertedSearch === "answered" ? (parameter ?? "false") : "false"
  const found = recordsWithTag(module, test).filter(
    (one) => converted === "both" || String(one.converted ?? false) === converted,
  )
  const shown = found.slice((page - 1) * size, page * size)
  if (shown.length === 0) return empty(204)
  const withConverted = module.apiName === "Leads" && request.query.get("fields")?.includes("Converted__s")
  const bodyOf = (one: ZohoRecord): object =>
    withConverted
      ? { ...recordBody(module, one), Converted__s: one.converted ?? false }
      : recordBody(module, one)
  return json(200, {
    data: shown.map(bodyOf),
    info: {
      per_page: size,
      count: shown.length,
      page,
      sort_by: "id",
      sort_order: "desc",
      more_records: found.length > page * size,
    },
  })
}

export function recordBody(module: Module, record: ZohoRecord): object {
  return { id: record.id, Tag: recordTags(module, record) }
}

/** The records with a tag whose name passes the test, in order of id. */
export function recordsWithTag(module: Module, test: (name: string) => boolean): ZohoRecord[] {
  const ids = new Set([...module.tags.values()].filter((tag) => test(tag.name)).map((tag) => tag.id))
  return [...module.records.values()].filter((record) => [...record.tagIds].some((id) => ids.has(id)))
}

/** Commas, parentheses and backslashes inside a value are escaped with a backslash. */
function readCriteria(criteria: string): ((name: string) => boolean) | undefined {
  const form = /^\(Tag:(equals|in|contains|starts_with):((?:[^\\()]|\\.)*)\)$/s
  const [, operator, value] = form.exec(criteria) ?? []
  if (operator === undefined || value === undefined) return undefined
  const values = (value.match(/(?:[^\\,]|\\.)+/gs) ?? []).map((one) => one.replace(/\\(.)/gs, "$1"))
  const [first] = values
  if (first === undefined || (operator !== "in" && values.length > 1)) return undefined
  switch (operator) {
    case "contains":
      return (name) => name.includes(first)
    case "starts_with":
      return (name) => name.startsWith(first)
    default:
      return (name) => values.includes(name)
  }
}
