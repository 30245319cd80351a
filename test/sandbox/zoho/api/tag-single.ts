/** Endpoints for a single tag. */
import { json, type ZohoResponse } from "../http"
import type { Tag, TagUse } from "../state"
import { idOf, isObject, missing, parseObject, place } from "./body"
import { failure } from "./errors"
import { moduleOfTag, refusedChange, taggableModule } from "./find-module"
import { tagItems } from "./item-answers"
import { deleteTag } from "./jobs"
import type { Call } from "./route"
import { done } from "./tag-changes"
import { countRecords } from "./tags-list"
import { configuredAreas } from "./configured-areas"

function unknownTag(id: string): ZohoResponse {
  return failure(400, "INVALID_DATA", "tags not found", { id })
}

/** The refusal of a merge because one of its two tags is unknown. */
function unknownInMerge(apiName: string, path: string): ZohoResponse {
  return failure(400, "INVALID_DATA", "invalid tag id", place(apiName, path))
}

/** DELETE settings/tags/{id}: no module is named. A tag in use is refused with the places that use it. */
export function deleteOne({ org, params, state }: Call): ZohoResponse {
  const id = params[0] ?? ""
  const module = moduleOfTag(org, id)
  const tag = module?.tags.get(id)
  if (!module || !tag) return unknownTag(id)
  const refused = refusedChange(org, module)
  if (refused) return refused
  if (tag.usedIn.length > 0) {
    const details = { associated_places: associatedPlaces(tag, state.settings.readings.associatedPlaces) }
    return tagItems([{ code: "NOT_ALLOWED", message: "tags has been associated to features", details }], 400)
  }
  deleteTag(org, module, id)
  return tagItems([{ message: "tags deleted successfully", details: { id } }], 200)
}

function associatedPlaces(tag: Tag, form: "objects" | "names"): object[] {
  const types = [...new Set(tag.usedIn.map((use) => use.type))]
  return types.map((type) => ({
    type,
    resources: tag.usedIn
      .filter((use) => use.type === type)
      .map((use) => (form === "names" ? use.name : resource(use))),
  }))
}

function resource({ id, name }: TagUse): object {
  return { id, name, details: { associations: ["AddTags"] } }
}

/** POST settings/tags/{id}/actions/merge: the tag in the path is kept, `conflict_id` is absorbed. */
export function mergeTags({ org, params, request, state }: Call): ZohoResponse {
  const id = params[0] ?? ""
  const module = moduleOfTag(org, id)
  const kept = module?.tags.get(id)
  if (!module || !kept) return unknownInMerge("id", "$.id")
  const refused = refusedChange(org, module)
  if (refused) return { ...refused, body: `{"tags":[${refused.body}]}` }
  const sent = conflictId(request.body)
  if (sent === undefined) {
    const { code, message, details } = missing("conflict_id", "$.tags[0].conflict_id")
    return failure(400, code, message, details)
  }
  const conflict = idOf(sent) ?? ""
  if (!module.tags.has(conflict) || conflict === id)
    return unknownInMerge("conflict_id", "$.tags[0].conflict_id")
  for (const record of module.records.values()) if (record.tagIds.has(conflict)) record.tagIds.add(id)
  deleteTag(org, module, conflict)
  kept.modifiedBy = org.user
  kept.modifiedTime = state.clock.now()
  const { message, details } = done("tags updated successfully", kept)
  // Zoho's own sample contains the absorbed tag's id.
  const named = state.settings.readings.mergeAnswer === "absorbed" ? conflict : id
  return tagItems([{ message, details: { ...details, id: named } }], 200)
}

function conflictId(body: string): unknown {
  const list = parseObject(body)?.["tags"]
  const first: unknown = Array.isArray(list) ? list[0] : undefined
  return isObject(first) ? first["conflict_id"] : undefined
}

/** GET settings/tags/{id}/actions/records_count: the count is a string. */
export function recordsCount({ state, org, params, request }: Call): ZohoResponse {
  const name = request.query.get("module")
  if (!name) {
    const message = "One of the expected param is missing"
    return failure(400, "REQUIRED_PARAM_MISSING", message, { param_name: "module" })
  }
  const module = taggableModule(org, name)
  if (!("tags" in module)) return module
  const { unknownTagCountStatus, configuredAreas: withAreas } = state.settings.readings
  const id = params[0] ?? ""
  const tag = module.tags.get(id)
  if (!tag) {
    return unknownTagCountStatus === 404
      ? failure(404, "INVALID_DATA", "tags not found", { api_name: "id" })
      : failure(400, "TAG_ID_NOT_FOUND", "invalid tag id")
  }
  const areas = withAreas ? { configured_areas: configuredAreas(module, tag) } : {}
  return json(200, { count: String(countRecords(module, id)), ...areas })
}
