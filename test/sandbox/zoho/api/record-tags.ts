/** Adds tags to records and removes them. */
import { json, type ZohoRequest, type ZohoResponse } from "../http"
import type { Module, Tag, ZohoRecord } from "../state"
import {
  idOf,
  invalid,
  isObject,
  missing,
  notList,
  parseObject,
  tooMany,
  type Fault,
  type JsonObject,
} from "./body"
import { failure } from "./errors"
import { taggableModule } from "./find-module"
import { itemBody, itemStatus, tagItems, type Done } from "./item-answers"
import type { Call } from "./route"
import { tagNamed } from "./named-tags"
import { checkName } from "./tag-names"

const recordsPerCall = 500
const recordsPerCredit = 50

/** One credit for each 50 records or part thereof. */
export function recordTagCredits(request: ZohoRequest): number {
  const ids = parseObject(request.body)?.["ids"]
  return Math.max(1, Math.ceil((Array.isArray(ids) ? ids.length : 1) / recordsPerCredit))
}

const lockedMessage = "Sorry, you cannot perform this operation as the record is locked."

/** Zoho names the record; in one reading, the answer to add_tags does not. */
function lockedError(id: string, isNamed = true): Fault {
  const details = isNamed ? { action: "record_locking", id } : { action: "record_locking" }
  return { code: "RECORD_LOCKED", message: lockedMessage, details }
}

/** POST {Module}/actions/add_tags, or {Module}/{id}/actions/add_tags. */
export function addTagsToRecords(call: Call): ZohoResponse {
  const { lockedRecords } = call.state.settings.readings
  return change(
    call,
    (module, sent, body) => {
      const tags = sent.map((one) => findOrCreateTag(call, module, one))
      const over = body["over_write"] === true || call.request.query.get("over_write") === "true"
      return (record) => {
        if (over) record.tagIds.clear()
        const left = tags.filter((tag) => tag && !addToRecord(call, record, tag))
        const more = left.length > 0 ? { not_added_tags: left.map((tag) => tag && tagOnRecord(tag)) } : {}
        return { message: "tags updated successfully", more }
      }
    },
    (locked) =>
      lockedRecords === "item" ? undefined : lockedError(locked, lockedRecords !== "call-unnamed"),
  )
}

/** Adds a tag to a record. False if the record already has the maximum number of tags. */
function addToRecord({ org }: Call, record: ZohoRecord, tag: Tag): boolean {
  if (record.tagIds.size < org.recordTagLimit) record.tagIds.add(tag.id)
  return record.tagIds.has(tag.id)
}

/** When adding, the id takes precedence over the name; an unknown name creates a tag. */
function findOrCreateTag(call: Call, module: Module, sent: JsonObject): Tag | undefined {
  const byId = module.tags.get(idOf(sent["id"]) ?? "")
  if (byId) return byId
  return typeof sent["name"] === "string" ? tagNamed(call, module, sent["name"]) : undefined
}

/** POST {Module}/actions/remove_tags, or {Module}/{id}/actions/remove_tags: tags are identified by name. */
export function removeTagsFromRecords(call: Call): ZohoResponse {
  const isForOne = call.params[1] !== undefined
  return change(
    call,
    (module, sent) => {
      const names = new Set(sent.map((one) => one["name"]))
      const gone = [...module.tags.values()].filter((tag) => names.has(tag.name))
      return (record) => {
        for (const tag of gone) record.tagIds.delete(tag.id)
        return { message: "tags removed successfully" }
      }
    },
    (locked) => (isForOne ? lockedError(locked) : undefined),
  )
}

type Apply = (record: ZohoRecord) => { message: string; more?: object }
type Prepare = (module: Module, sent: readonly JsonObject[], body: JsonObject) => Apply

/** @param refusal the fault that a locked record causes for the whole call; undefined if only the record is refused */
function change(
  call: Call,
  prepare: Prepare,
  refusal: (lockedId: string) => Fault | undefined,
): ZohoResponse {
  const module = taggableModule(call.org, call.params[0] ?? "")
  if (!("tags" in module)) return module
  const body = parseObject(call.request.body) ?? {}
  const checked = check(body, call.params[1])
  if ("code" in checked) return failure(400, checked.code, checked.message, checked.details)
  const wrong = checked.tags.flatMap((tag, index) => checkTag(call, tag, `$.tags[${index}]`) ?? [])
  if (wrong.length > 0) return tagItems(wrong, 200)
  const locked = checked.ids.find((id) => module.records.get(id)?.locked)
  const refused = locked === undefined ? undefined : refusal(locked)
  if (refused) return failure(400, refused.code, refused.message, refused.details)
  const apply = prepare(module, checked.tags.filter(isObject), body)
  const { convertedTags } = call.state.settings.readings
  const items = checked.ids.map((id, index) =>
    convertedTags === "refused" && module.records.get(id)?.converted
      ? { code: "CONVERTED_RECORD", message: "the record has been converted", details: { id } }
      : changeRecord(module, id, apply, `$.ids[${index}]`),
  )
  return json(itemStatus(items, 200), {
    data: items.map(itemBody),
    wf_scheduler: false,
    success_count: String(items.filter((item) => !("code" in item)).length),
    locked_count: String(items.filter((item) => "code" in item && item.code === "RECORD_LOCKED").length),
  })
}

function check(body: JsonObject, pathId: string | undefined): { tags: unknown[]; ids: string[] } | Fault {
  const { tags } = body
  if (tags === undefined) return missing("tags", "$.tags")
  if (!Array.isArray(tags)) return notList("tags", "$.tags")
  const ids = pathId === undefined ? body["ids"] : [pathId]
  if (ids === undefined) return missing("ids", "$.ids")
  if (!Array.isArray(ids)) return notList("ids", "$.ids")
  if (ids.length === 0 || ids.length > recordsPerCall) return tooMany("ids", "$.ids", recordsPerCall)
  return { tags, ids: ids.map((id) => idOf(id) ?? "") }
}

/** The fault in one of the sent tags, if any; it refuses the whole call. */
function checkTag({ state }: Call, sent: unknown, path: string): Fault | undefined {
  if (!isObject(sent)) return invalid("tags", path, { expected_data_type: "jsonobject" })
  return sent["name"] === undefined ? undefined : checkName(state, sent["name"], `${path}.name`)
}

function changeRecord(module: Module, id: string, apply: Apply, path: string): Done | Fault {
  const record = module.records.get(id)
  if (!record) return invalid("id", path, {}, "the id given seems to be invalid")
  if (record.locked) return lockedError(id)
  if (record.forbidden) {
    return { code: "FAILURE", message: "no permission to update the record", details: { id } }
  }
  const { message, more } = apply(record)
  return { message, details: { id, tags: recordTags(module, record), ...more } }
}

/** A record's tags in Zoho's format. */
export function recordTags(module: Module, record: ZohoRecord): object[] {
  return [...record.tagIds].flatMap((id) => {
    const tag = module.tags.get(id)
    return tag ? [tagOnRecord(tag)] : []
  })
}

function tagOnRecord({ id, name, colorCode }: Tag): object {
  return { name, id, color_code: colorCode }
}
