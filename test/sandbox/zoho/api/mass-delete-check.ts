/** Validates mass_delete requests. */
import type { Module, Org } from "../state"
import {
  idOf,
  invalid,
  isObject,
  missing,
  notList,
  parseObject,
  place,
  tooMany,
  type Fault,
  type JsonObject,
} from "./body"

export interface MassDeletion {
  readonly module: Module
  readonly tagIds: readonly string[]
}

/**
 * Validates a mass_delete body from the outside in. The first fault refuses the whole call, and only that fault is
 * reported: Zoho's answers have a single `details` object.
 */
export function checkMassDelete(org: Org, body: string, limit: number): MassDeletion | Fault {
  const parsed = parseObject(body)
  if (!parsed) return invalid("mass_delete", "$", { expected_data_type: "jsonobject" })
  const list = parsed["mass_delete"]
  if (list === undefined) return missing("mass_delete", "$.mass_delete")
  if (!Array.isArray(list)) return notList("mass_delete", "$.mass_delete")
  if (list.length !== 1) return tooMany("mass_delete", "$.mass_delete", 1)
  const path = "$.mass_delete[0]"
  const only: unknown = list[0]
  if (!isObject(only)) return invalid("mass_delete", path, { expected_data_type: "jsonobject" })
  if (only["module"] === undefined) return missing("module", `${path}.module`)
  if (only["tags"] === undefined) return missing("tags", `${path}.tags`)
  const module = checkModule(org, only["module"], `${path}.module`)
  if ("code" in module) return module
  const tagIds = checkTags(org, module, only["tags"], `${path}.tags`, limit)
  return "code" in tagIds ? tagIds : { module, tagIds }
}

function checkModule(org: Org, sent: unknown, path: string): Module | Fault {
  if (!isObject(sent)) return invalid("module", path, { expected_data_type: "jsonobject" })
  const keys = ["id", "api_name"].filter((key) => sent[key] === undefined || sent[key] === null)
  if (keys.length === 2) {
    const expected_fields = keys.map((key) => place(key, `${path}.${key}`))
    return { code: "EXPECTED_FIELD_MISSING", message: "expected field missing", details: { expected_fields } }
  }
  const [absent] = keys
  if (absent !== undefined) return missing(absent, `${path}.${absent}`)
  return identifyModule(org, sent, path)
}

function identifyModule(org: Org, sent: JsonObject, path: string): Module | Fault {
  const byId = org.modules.find((one) => one.id === idOf(sent["id"]))
  const byName = org.modules.find((one) => one.apiName === sent["api_name"])
  if (!byId && !byName) {
    return { code: "INVALID_MODULE", message: "the module name given seems to be invalid", details: {} }
  }
  if (byId !== byName || !byId) {
    const ambiguity_due_to = ["id", "api_name"].map((key) => place(key, `${path}.${key}`))
    const message = "ambiguous module identifiers"
    return { code: "AMBIGUITY_DURING_PROCESSING", message, details: { ambiguity_due_to } }
  }
  if (byId.hasTags) return byId
  return { code: "INVALID_MODULE", message: "the given module is not supported for this api", details: {} }
}

function checkTags(org: Org, module: Module, sent: unknown, path: string, limit: number): string[] | Fault {
  if (!Array.isArray(sent)) return notList("tags", path)
  if (sent.length === 0 || sent.length > limit) return tooMany("tags", path, limit)
  const ids: string[] = []
  for (const [index, one] of (sent as unknown[]).entries()) {
    const id = checkTag(org, module, one, `${path}[${index}]`)
    if (typeof id !== "string") return id
    ids.push(id)
  }
  return ids
}

function checkTag(org: Org, module: Module, sent: unknown, path: string): string | Fault {
  if (!isObject(sent)) return invalid("tags", path, { expected_data_type: "jsonobject" })
  const idPath = `${path}.id`
  if (sent["id"] === undefined || sent["id"] === null) return missing("id", idPath)
  const id = idOf(sent["id"])
  if (id === undefined) return invalid("id", idPath, { expected_data_type: "bigint" })
  const tag = module.tags.get(id)
  if (tag && tag.usedIn.length > 0) {
    return {
      code: "NOT_ALLOWED",
      message: "tags has been associated to features",
      details: place("id", idPath),
    }
  }
  if (tag) return id
  const known = org.deletedTags.has(id) || org.modules.some((one) => one.tags.has(id))
  return invalid("id", idPath, {}, known ? "one of the tags seems not found." : "tags not found")
}
