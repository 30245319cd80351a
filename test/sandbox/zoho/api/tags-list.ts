/** The tag list endpoint. */
import { empty, json, type ZohoResponse } from "../http"
import type { Module, Tag } from "../state"
import { failure } from "./errors"
import { moduleOfQuery } from "./find-module"
import type { Call } from "./route"
import { tagBody, zohoTime } from "./tag-body"

/** GET settings/tags: all tags of a module in one answer. */
export function listTags(call: Call): ZohoResponse {
  const module = moduleOfQuery(call)
  if (!("tags" in module)) return module
  const { state, org, request } = call
  const { include, emptyList } = state.settings.readings
  const wanted = request.query.get("include")
  if (wanted !== null && (include === "error" || (include === "answered" && !included.includes(wanted)))) {
    return failure(400, "INVALID_DATA", "invalid data", { param_name: "include", supported_values: included })
  }
  const mine = request.query.get("my_tags") === "true"
  const tags = [...module.tags.values()].filter((tag) => !mine || tag.createdBy.id === org.user.id)
  if (tags.length === 0 && emptyList === 204) return empty(204)
  const extra = include === "answered" ? wanted : null
  return json(200, {
    tags: tags.map((tag) => ({ ...tagBody(tag), ...extras(module, tag, extra) })),
    info: { count: tags.length, allowed_count: org.tagLimit, record_limit: org.recordTagLimit },
  })
}

/** Values of `include`, which takes only one of them. */
const included = ["type", "associated_record_count", "last_accessed_time"]

function extras(module: Module, tag: Tag, wanted: string | null): Record<string, unknown> {
  switch (wanted) {
    case "associated_record_count":
      return { associated_record_count: countRecords(module, tag.id) }
    case "type":
      return { type: tag.usedIn.length > 0 ? "used_in_configuration" : "not_used" }
    case "last_accessed_time":
      return { last_accessed_time: zohoTime(tag.modifiedTime) }
    default:
      return {}
  }
}

/** How many of the module's records have the tag. */
export function countRecords(module: Module, tagId: string): number {
  let count = 0
  for (const record of module.records.values()) if (record.tagIds.has(tagId)) count++
  return count
}
