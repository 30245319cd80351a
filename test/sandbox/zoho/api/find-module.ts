import type { ZohoResponse } from "../http"
import type { Module, Org } from "../state"
import { invalidModule, missingParam, moduleWithoutTags, noPermission } from "./errors"
import type { Call } from "./route"

/** The tag module that the `module` parameter names (API name only), or the refusal. */
export function moduleOfQuery({ org, request }: Call): Module | ZohoResponse {
  const name = request.query.get("module")
  if (!name) return missingParam("module")
  return taggableModule(org, name)
}

export function taggableModule(org: Org, apiName: string): Module | ZohoResponse {
  const module = org.modules.find((one) => one.apiName === apiName)
  if (!module) return invalidModule()
  if (!module.hasTags) return moduleWithoutTags()
  const permission = `Crm_Implied_Tags_${module.apiName}`
  return org.missingPermissions.has(permission) ? noPermission(permission) : module
}

/** The module that holds a tag id, which names no module itself. */
export function moduleOfTag(org: Org, tagId: string): Module | undefined {
  return org.modules.find((one) => one.tags.has(tagId))
}

/**
 * The refusal where the user's profile may not change single tags of a module: it takes two rights, and neither is
 * that of a mass delete.
 */
export function refusedChange(org: Org, module: Module): ZohoResponse | undefined {
  const rights = [`Crm_Implied_Tags_${module.apiName}`, `Crm_Implied_Edit_${module.apiName}`]
  return rights.some((right) => org.missingPermissions.has(right)) ? noPermission(...rights) : undefined
}
