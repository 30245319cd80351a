/** The modules endpoints. */
import { empty, json, type ZohoResponse } from "../http"
import type { Module } from "../state"
import { failure, invalidModule } from "./errors"
import type { Call } from "./route"

/** GET settings/modules, with the filters `status` and `feature_name`. */
export function listModules({ state, org, request }: Call): ZohoResponse {
  const statuses = (request.query.get("status") ?? "visible,user_hidden,system_hidden").split(",")
  if (!statuses.every((one) => known.includes(one))) return unsupported("status", known)
  const feature = request.query.get("feature_name")
  const reading = state.settings.readings.featureName
  if (feature !== null && (reading === "error" || (reading === "filters" && !features.includes(feature))))
    return unsupported("feature_name", reading === "error" ? [] : features)
  const onlyTagged = feature !== null && reading === "filters"
  const modules = org.modules.filter((one) => statuses.includes(one.status) && (!onlyTagged || one.hasTags))
  return modules.length === 0 ? empty(204) : json(200, { modules: modules.map(moduleBody) })
}

const known = ["visible", "user_hidden", "system_hidden", "scheduled_for_deletion"]
/** Two of the 800 features listed by Zoho. */
const features = ["tags", "record_tags_count"]

/** The refusal of an unsupported parameter value. */
function unsupported(param_name: string, supported_values: readonly string[]): ZohoResponse {
  return failure(400, "INVALID_DATA", "invalid data", { param_name, supported_values })
}

export function getModule({ org, params }: Call): ZohoResponse {
  const module = org.modules.find((one) => one.apiName === params[0])
  return module ? json(200, { modules: [moduleBody(module)] }) : invalidModule()
}

function moduleBody(module: Module): object {
  const open = module.apiSupported
  return {
    id: module.id,
    api_name: module.apiName,
    module_name: module.moduleName,
    singular_label: module.singularLabel,
    plural_label: module.pluralLabel,
    actual_singular_label: module.singularLabel,
    actual_plural_label: module.pluralLabel,
    api_supported: open,
    generated_type: module.generatedType,
    status: module.status,
    visible: module.status === "visible",
    visibility: open ? 1 : 8192,
    viewable: open,
    creatable: open,
    editable: open,
    deletable: open,
    show_as_tab: module.status === "visible",
    filter_supported: open,
    quick_create: open,
    presence_sub_menu: true,
    has_more_profiles: false,
    sequence_number: 1,
    modified_time: null,
    modified_by: null,
    profiles: [],
  }
}
