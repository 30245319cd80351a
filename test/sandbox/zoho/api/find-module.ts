/** Finds the module that a call is about. */
import type { ZohoResponse } from "../http"
import type { Module, Org } from "../state"
import { invalidModule, missingParam, moduleWithoutTags, noPermission } from "./errors"
import type { Call } from "./route"

/** The module named by the `module` parameter (API name only), or the refusal. */
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

/** The module that contains a tag id; the id itself names no module. */
export function moduleOfTag(org: Org, tagId: string): Module | undefined {
  return org.modules.find((one) => one.tags.has(tagId))
}

/**
 * The refusal if the user's profile may not change individual tags of a module. That takes two permissions, and neither
 * is the one for a mass delete.
 */
export function refusedChange(org: Org, module: Module): ZohoResponse | undefined {
  const needed = [`Crm_Implied_Tags_${module.apiName}`, `Crm_Implied_Edit_${module.apiName}`]
  return needed.some((each) => org.missingPermissions.has(each)) ? noPermission(...needed) : undefined
}
