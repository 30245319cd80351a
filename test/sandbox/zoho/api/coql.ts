/** Answers COQL queries. */
import { empty, json, type ZohoRequest, type ZohoResponse } from "../http"
import type { Module, ZohoRecord } from "../state"
import { covers } from "./authenticate"
import { parseObject } from "./body"
import { parseQuery, type Condition, type Query } from "./coql-parse"
import { failure, invalidModule } from "./errors"
import type { Call } from "./route"
import { recordBody } from "./search"

const mostRows = 2000

/** A query's credits depend on its row limit: 1 up to 200, 2 up to 1,000, 3 up to 2,000. */
export function coqlCredits(request: ZohoRequest): number {
  const limit = Number(/\blimit\s+(\d+)/i.exec(request.body)?.[1] ?? "200")
  return limit <= 200 ? 1 : limit <= 1000 ? 2 : 3
}

/** POST coql: `select id, Tag from M where Tag like '%x%' and id > n order by id limit n offset m`. */
export function runQuery(call: Call): ZohoResponse {
  const text = parseObject(call.request.body)?.["select_query"]
  if (typeof text !== "string") {
    return failure(400, "MANDATORY_NOT_FOUND", "required field not found", { api_name: "select_query" })
  }
  let query: Query
  try {
    query = parseQuery(text)
  } catch (error) {
    return failure(400, "SYNTAX_ERROR", "error occured while parsing the query", { near: String(error) })
  }
  return answer(call, query)
}

function answer({ org, grantedScopes, state, request }: Call, query: Query): ZohoResponse {
  const module = org.modules.find((one) => one.apiName === query.module && one.apiSupported)
  if (!module) return invalidModule()
  if (!covers(grantedScopes, `ZohoCRM.modules.${module.apiName}.READ`)) {
    const details = { method: request.method, url: request.path }
    const status = state.settings.readings.scopeMismatchStatus
    return failure(status, "OAUTH_SCOPE_MISMATCH", "invalid oauth scope to access this URL", details)
  }
  if (query.limit > mostRows) {
    return failure(400, "LIMIT_EXCEEDED", "the limit given is not valid", { maximum_limit: mostRows })
  }
  const usesConverted = mentions(query.where, convertedField)
  if (usesConverted && (module.apiName !== "Leads" || state.settings.readings.convertedQuery === "refused")) {
    return failure(400, "INVALID_QUERY", "Invalid column", { column_name: convertedField })
  }
  const test = testOf(query.where, module)
  const found = [...module.records.values()].filter((one) => (usesConverted || !one.converted) && test(one))
  if (query.descending) found.reverse()
  const shown = found.slice(query.offset, query.offset + query.limit)
  if (shown.length === 0) return empty(204)
  const info = { count: shown.length, more_records: found.length > query.offset + shown.length }
  return json(200, { data: shown.map((record) => recordBody(module, record)), info })
}

const convertedField = "Converted__s"

function mentions(condition: Condition, field: string): boolean {
  if (condition.kind === "compare") return condition.field === field
  return mentions(condition.left, field) || mentions(condition.right, field)
}

type Test = (record: ZohoRecord) => boolean

/** Compiles a condition for one module, so anything that does not depend on the record is computed once. */
function testOf(condition: Condition, module: Module): Test {
  if (condition.kind !== "compare") {
    const [left, right] = [testOf(condition.left, module), testOf(condition.right, module)]
    return condition.kind === "and"
      ? (record) => left(record) && right(record)
      : (record) => left(record) || right(record)
  }
  const { field, operator, values } = condition
  if (field === "id") return compareIds(operator, values)
  if (field === convertedField) return ({ converted = false }) => values.includes(String(converted))
  const isNot = operator.startsWith("not ")
  const fits = (name: string): boolean => nameFits(isNot ? operator.slice(4) : operator, name, values)
  const fitting = [...module.tags.values()].filter(({ name }) => fits(name)).map(({ id }) => id)
  return ({ tagIds }) => fitting.some((id) => tagIds.has(id)) !== isNot
}

function compareIds(operator: string, values: readonly string[]): Test {
  const wanted = values.map((value) => BigInt(value))
  const [value = 0n] = wanted
  switch (operator) {
    case ">":
      return ({ id }) => BigInt(id) > value
    case ">=":
      return ({ id }) => BigInt(id) >= value
    case "<":
      return ({ id }) => BigInt(id) < value
    case "<=":
      return ({ id }) => BigInt(id) <= value
    default:
      return ({ id }) => wanted.includes(BigInt(id))
  }
}

function nameFits(operator: string, name: string, values: readonly string[]): boolean {
  if (operator !== "like") return values.includes(name)
  const pattern = (values[0] ?? "").toLowerCase()
  const inner = pattern.replace(/^%|%$/g, "")
  const lower = name.toLowerCase()
  if (pattern.startsWith("%") && pattern.endsWith("%")) return lower.includes(inner)
  if (pattern.startsWith("%")) return lower.endsWith(inner)
  return pattern.endsWith("%") ? lower.startsWith(inner) : lower === inner
}
