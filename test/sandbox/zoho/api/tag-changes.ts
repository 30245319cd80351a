import type { ZohoResponse } from "../http"
import type { Module, Tag } from "../state"
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
import { failure, noPermission } from "./errors"
import { moduleOfQuery } from "./find-module"
import { tagItems, type Done } from "./item-answers"
import { makeTag } from "./named-tags"
import type { Call } from "./route"
import { tagBody } from "./tag-body"
import { checkColour, checkName, duplicate, tagByName } from "./tag-names"

const tagsPerCall = 200

/** The items of a `tags` list and the module they are for, or the refusal. */
function readItems(call: Call): { module: Module; items: unknown[] } | ZohoResponse {
  const permission = "Crm_Implied_Edit_Tags"
  if (call.org.missingPermissions.has(permission)) return noPermission(permission)
  const module = moduleOfQuery(call)
  if (!("tags" in module)) return module
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
  return tagItems(
    read.items.map((item, index) => createTag(call, read.module, item, `$.tags[${index}]`)),
    201,
  )
}

function createTag({ state, org }: Call, module: Module, sent: unknown, path: string): Done | Fault {
  if (!isObject(sent)) return invalid("tags", path, { expected_data_type: "jsonobject" })
  const fault = checkName(state, sent["name"], `${path}.name`) ?? checkColour(sent, `${path}.color_code`)
  if (fault) return fault
  const name = sent["name"] as string
  const existing = tagByName(state, module, name)
  if (existing) return duplicate(existing, sent)
  if (module.tags.size >= org.tagLimit) {
    return { code: "LIMIT_REACHED", message: "tag limit reached", details: { limit: org.tagLimit } }
  }
  const colour = (sent["color_code"] as string | null | undefined) ?? null
  const tag = makeTag(state, org, module, name, colour)
  return done("tags created successfully", tag)
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
  const fault = checkChange(sent, path, (name, at) => checkName(state, name, at))
  if (fault) return fault
  if (typeof sent["name"] === "string") {
    const other = tagByName(state, module, sent["name"])
    if (other && other !== tag) return duplicate(other, {})
    tag.name = sent["name"]
  }
  if (sent["color_code"] !== undefined) tag.colorCode = sent["color_code"] as string | null
  tag.modifiedBy = org.user
  tag.modifiedTime = state.clock.now()
  return done("tags updated successfully", tag)
}

type NameCheck = (name: unknown, path: string) => Fault | undefined

function checkChange(sent: JsonObject, path: string, name: NameCheck): Fault | undefined {
  const byName = sent["name"] === undefined ? undefined : name(sent["name"], `${path}.name`)
  return byName ?? checkColour(sent, `${path}.color_code`)
}

/** What Zoho tells of a tag that it made or changed; the name is not in it. */
export function done(message: string, tag: Tag): Done {
  const { name: _name, ...details } = tagBody(tag)
  return { message, details }
}
