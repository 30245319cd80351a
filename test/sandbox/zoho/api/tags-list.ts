import { empty, json, type ZohoResponse } from "../http"
import type { Module, Tag } from "../state"
import { failure } from "./errors"
import { moduleOfQuery } from "./find-module"
import type { Call } from "./route"
import { tagBody, zohoTime } from "./tag-body"

/** GET settings/tags: all of a module's tags in one answer. */
export function listTags(call: Call): ZohoResponse {
  const module = moduleOfQuery(call)
  if (!("tags" in module)) return module
  const { state, org, request } = call
  const { include, emptyList } = state.settings.readings
  const wanted = request.query.get("include")?.split(",") ?? []
  if (wanted.length > 0 && include === "error") {
    return failure(400, "INVALID_DATA", "invalid data", { param_name: "include" })
  }
  const mine = request.query.get("my_tags") === "true"
  const tags = [...module.tags.values()].filter((tag) => !mine || tag.createdBy.id === org.user.id)
  if (tags.length === 0 && emptyList === 204) return empty(204)
  const extras = include === "answered" ? wanted : []
  return json(200, {
    tags: tags.map((tag) => ({ ...tagBody(tag), ...extra(module, tag, extras) })),
    info: { count: tags.length, allowed_count: org.tagLimit, record_limit: org.recordTagLimit },
  })
}

function extra(module: Module, tag: Tag, wanted: readonly string[]): Record<string, unknown> {
  const more: Record<string, unknown> = {}
  if (wanted.includes("associated_record_count")) more["associated_record_count"] = carriers(module, tag.id)
  if (wanted.includes("type")) more["type"] = tag.usedIn.length > 0 ? "used_in_configuration" : "not_used"
  if (wanted.includes("last_accessed_time")) more["last_accessed_time"] = zohoTime(tag.modifiedTime)
  return more
}

/** How many of the module's records carry the tag. */
export function carriers(module: Module, tagId: string): number {
  let count = 0
  for (const record of module.records.values()) if (record.tagIds.has(tagId)) count++
  return count
}
