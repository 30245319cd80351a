/** Creates and updates tags. */
import type { ZohoResponse } from "../http"
import type { Module, State, Tag } from "../state"
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
import { moduleOfQuery, refusedChange } from "./find-module"
import { tagItems, type Done } from "./item-answers"
import { makeTag } from "./named-tags"
import type { Call } from "./route"
import { tagBody } from "./tag-body"
import { checkColor, checkName, duplicate, tagByName } from "./tag-names"

const tagsPerCall = 200

/** The items of a `tags` list and their module, or the refusal. */
function readItems(call: Call): { module: Module; items: unknown[] } | ZohoResponse {
  const module = moduleOfQuery(call)
  if (!("tags" in module)) return module
  const refused = refusedChange(call.org, module)
  if (refused) return refused
  const items = checkList(parseObject(call.request.body)?.["tags"])
  return "code" in items ? failure(400, items.code, items.message, items.details) : { module, items }
}

function checkList(list: unknown): unknown[] | Fault {
  if (list === undefined) return missing("tags", "$.tags")
  if (!Array.isArray(list)) return notList("tags", "$.tags")
  return list.length === 0 || list.length > tagsPerCall ? tooMany("tags", "$.tags", tagsPerCall) : list
}

/** POST settings/tags */
export function createTags(call: Call): ZohoResponse {
  const read = readItems(call)
  if ("status" in read) return read
  const { createErrors, jsonPath } = call.state.settings.readings
  const [first] = createErrors === "call" ? faultsOf(call, read) : []
  if (first) return tagItems([jsonPath === "present" ? first : withoutPath(first)], 201)
  if (call.state.settings.readings.planLimit === "call" && isOverLimit(call, read)) {
    return tagItems([overLimit], 201)
  }
  return tagItems(
    read.items.map((item, index) => createTag(call, read.module, item, `$.tags[${index}]`)),
    201,
  )
}

/** The faults in the sent tags, before any tag is created. */
function faultsOf({ state }: Call, { module, items }: { module: Module; items: unknown[] }): Fault[] {
  return items.flatMap((item, index) => checkNew(state, module, item, `$.tags[${index}]`) ?? [])
}

function withoutPath({ code, message, details: { json_path: _, ...details } }: Fault): Fault {
  return { code, message, details }
}

const overLimit: Fault = {
  code: "LICENSE_LIMIT_EXCEEDED",
  message: "tags edition limit exceeded",
  details: {},
}

/** Whether the new names exceed the plan's limit. */
function isOverLimit({ state, org }: Call, { module, items }: { module: Module; items: unknown[] }): boolean {
  const names = items.map((item) => (isObject(item) ? item["name"] : undefined))
  const added = names.filter((name) => typeof name === "string" && !tagByName(state, module, name))
  return module.tags.size + new Set(added).size > org.tagLimit
}

function createTag({ state, org }: Call, module: Module, sent: unknown, path: string): Done | Fault {
  const fault = checkNew(state, module, sent, path)
  if (fault) return fault
  if (module.tags.size >= org.tagLimit) return overLimit
  const { name, color_code = null } = sent as { name: string; color_code?: string | null }
  return done("tags created successfully", makeTag(state, org, module, name, color_code))
}

function checkNew(state: State, module: Module, sent: unknown, path: string): Fault | undefined {
  if (!isObject(sent)) return invalid("tags", path, { expected_data_type: "jsonobject" })
  const fault =
    checkName(state, sent["name"], `${path}.name`) ?? checkColor(state, sent, `${path}.color_code`)
  const existing = fault ? undefined : tagByName(state, module, String(sent["name"]))
  return existing ? duplicate(existing, sent, path) : fault
}

/** PUT settings/tags, or settings/tags/{id} with one item. */
export function updateTags(call: Call): ZohoResponse {
  const read = readItems(call)
  if ("status" in read) return read
  const [pathId] = call.params
  const items = read.items.map((item, index) =>
    updateTag(call, read.module, item, `$.tags[${index}]`, pathId),
  )
  return tagItems(items, 200)
}

function updateTag(
  { state, org }: Call,
  module: Module,
  sent: unknown,
  path: string,
  pathId?: string,
): Done | Fault {
  if (!isObject(sent)) return invalid("tags", path, { expected_data_type: "jsonobject" })
  const sentId = pathId ?? sent["id"]
  if (sentId === undefined) return missing("id", `${path}.id`)
  const tag = module.tags.get(idOf(sentId) ?? "")
  if (!tag) return invalid("id", `${path}.id`, {}, "tags not found")
  const fault = checkChange(state, sent, path)
  if (fault) return fault
  if (typeof sent["name"] === "string") {
    const other = tagByName(state, module, sent["name"])
    if (other && other !== tag) return duplicate(other, {}, path)
    tag.name = sent["name"]
  }
  if (sent["color_code"] !== undefined) tag.colorCode = sent["color_code"] as string | null
  tag.modifiedBy = org.user
  tag.modifiedTime = state.clock.now()
  return done("tags updated successfully", tag)
}

function checkChange(state: State, sent: JsonObject, path: string): Fault | undefined {
  const byName = sent["name"] === undefined ? undefined : checkName(state, sent["name"], `${path}.name`)
  return byName ?? checkColor(state, sent, `${path}.color_code`)
}

/** Zoho's result for a created or changed tag; it does not contain the name. */
export function done(message: string, tag: Tag): Done {
  const { name: _name, ...details } = tagBody(tag)
  return { message, details }
}
