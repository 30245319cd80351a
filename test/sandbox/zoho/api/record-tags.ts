import { json, type ZohoResponse } from "../http"
import type { Module, Tag, ZohoRecord } from "../state"
import { idOf, isObject, missing, notList, parseObject, tooMany, type Fault, type JsonObject } from "./body"
import { failure } from "./errors"
import { taggableModule } from "./find-module"
import { itemBody, itemStatus, type Done } from "./item-answers"
import type { Call } from "./route"
import { tagNamed } from "./named-tags"

const recordsPerCall = 500

/**
 * Zoho's answer to add_tags counts locked records (`locked_count` in its OpenAPI file) without a word on how one of
 * them looks. The code is that of its own client's list for records.
 */
const lockedCode = "RECORD_LOCKED"

/** POST {Module}/actions/add_tags, or {Module}/{id}/actions/add_tags. */
export function addTagsToRecords(call: Call): ZohoResponse {
  return change(call, (module, sent, body) => {
    const tags = sent.map((one) => wanted(call, module, one))
    const over = body["over_write"] === true || call.request.query.get("over_write") === "true"
    return (record) => {
      if (over) record.tagIds.clear()
      for (const tag of tags) if (tag) record.tagIds.add(tag.id)
      return "tags updated successfully"
    }
  })
}

/** For adding, the id counts before the name; a name that is not there yet becomes a new tag. */
function wanted(call: Call, module: Module, sent: JsonObject): Tag | undefined {
  const byId = module.tags.get(idOf(sent["id"]) ?? "")
  if (byId) return byId
  return typeof sent["name"] === "string" ? tagNamed(call, module, sent["name"]) : undefined
}

/** POST {Module}/actions/remove_tags, or {Module}/{id}/actions/remove_tags: tags are named by name. */
export function removeTagsFromRecords(call: Call): ZohoResponse {
  return change(call, (module, sent) => {
    const names = new Set(sent.map((one) => one["name"]))
    const gone = [...module.tags.values()].filter((tag) => names.has(tag.name))
    return (record) => {
      for (const tag of gone) record.tagIds.delete(tag.id)
      return "tags removed successfully"
    }
  })
}

type Apply = (record: ZohoRecord) => string
type Prepare = (module: Module, sent: readonly JsonObject[], body: JsonObject) => Apply

function change(call: Call, prepare: Prepare): ZohoResponse {
  const module = taggableModule(call.org, call.params[0] ?? "")
  if (!("tags" in module)) return module
  const body = parseObject(call.request.body) ?? {}
  const checked = check(body, call.params[1])
  if ("code" in checked) return failure(400, checked.code, checked.message, checked.details)
  const apply = prepare(module, checked.tags, body)
  const items = checked.ids.map((id) => changeRecord(module, id, apply))
  return json(itemStatus(items, 200), {
    data: items.map(itemBody),
    wf_scheduler: false,
    success_count: String(items.filter((item) => !("code" in item)).length),
    locked_count: String(items.filter((item) => "code" in item && item.code === lockedCode).length),
  })
}

function check(body: JsonObject, pathId: string | undefined): { tags: JsonObject[]; ids: string[] } | Fault {
  const { tags } = body
  if (tags === undefined) return missing("tags", "$.tags")
  if (!Array.isArray(tags)) return notList("tags", "$.tags")
  const ids = pathId === undefined ? body["ids"] : [pathId]
  if (ids === undefined) return missing("ids", "$.ids")
  if (!Array.isArray(ids)) return notList("ids", "$.ids")
  if (ids.length === 0 || ids.length > recordsPerCall) return tooMany("ids", "$.ids", recordsPerCall)
  return { tags: tags.filter(isObject), ids: ids.map((id) => idOf(id) ?? "") }
}

function changeRecord(module: Module, id: string, apply: Apply): Done | Fault {
  const record = module.records.get(id)
  if (!record) {
    return { code: "INVALID_DATA", message: "the id given seems to be invalid", details: { id } }
  }
  if (record.locked) return { code: lockedCode, message: "record is locked", details: { id } }
  return { message: apply(record), details: { id, tags: recordTags(module, record) } }
}

/** A record's tags as Zoho lists them. */
export function recordTags(module: Module, record: ZohoRecord): object[] {
  return [...record.tagIds].flatMap((id) => {
    const tag = module.tags.get(id)
    return tag ? [{ name: tag.name, id, color_code: tag.colorCode }] : []
  })
}
