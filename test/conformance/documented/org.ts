/** The answers of the modules, org and users calls. */
import * as v from "valibot"
import { body, empty, id, int, path, person, refusal, text, time, type Call } from "./parts"

const MODULES = "2025 modules.json"
const ORG = "2026 org.json"
const USERS = "2025 users.json"

const maybe = v.optional(v.nullable(text))
const yesOrNo = v.optional(v.nullable(v.boolean()))
const number = v.optional(v.nullable(int))
const list = v.optional(v.array(v.unknown()))
const keyed = <S extends v.GenericSchema>(schema: S, ...keys: readonly string[]): Record<string, S> =>
  v.entriesFromList(keys, schema)

/**
 * The file has one shape for a single module and for a list, and marks nearly every key as required, so its own list
 * would not pass. Here, only the keys that also occur in the pages' samples of a list are required.
 */
const module_ = v.strictObject({
  ...{ id, module_name: text, api_supported: v.boolean() },
  ...{ api_name: v.nullable(text), singular_label: v.nullable(text), plural_label: v.nullable(text) },
  generated_type: v.picklist(["default", "web", "linking", "custom"]),
  status: v.optional(text),
  visibility: v.optional(int),
  modified_time: v.optional(v.nullable(time)),
  modified_by: v.optional(v.nullable(person)),
  activity_badge: v.optional(v.nullable(v.picklist(["Enabled", "Disabled"]))),
  profiles: v.optional(v.array(person)),
  ...keyed(
    yesOrNo,
    ...["has_more_profiles", "sub_menu_available", "common.search_supported", "deletable", "creatable"],
    ...["recycle_bin_on_delete", "inventory_template_supported", "presence_sub_menu", "triggers_supported"],
    ...["chart_view", "isBlueprintSupported", "visible", "convertable", "editable", "emailTemplate_support"],
    ...["email_parser_supported", "filter_supported", "show_as_tab", "viewable", "quick_create"],
    ...["feeds_required", "scoring_supported", "webform_supported", "chart_view_supported"],
    ...["track_current_data", "kanban_view_supported", "kanban_view", "filter_status", "zia_view"],
  ),
  ...keyed(number, "sequence_number", "profile_count", "business_card_field_limit", "per_page"),
  // The labels as stored; the other labels are translated. On the pages since v4.
  ...keyed(maybe, "description", "web_link", "actual_singular_label", "actual_plural_label"),
  ...keyed(
    list,
    ...["arguments", "$field_states", "business_card_fields", "$properties", "$on_demand_properties"],
    ...["search_layout_fields", "default_mapping_fields", "layout_associations", "related_lists", "layouts"],
  ),
  ...keyed(
    v.optional(v.unknown()),
    ...["territory", "parent_module", "lookup_field_properties", "related_list_properties"],
    ...["display_field", "fields", "custom_view", "static_subform_properties"],
  ),
})

const license = v.strictObject({
  paid_expiry: v.optional(v.nullable(time)),
  users_license_purchased: int,
  trial_type: v.optional(v.nullable(v.string())),
  trial_expiry: v.optional(v.nullable(v.string())),
  paid: v.boolean(),
  paid_type: v.picklist(
    "free standard professional enterprise ultimate crmplus crmplusstarter zohooneenterprise zohoonestandard".split(
      " ",
    ),
  ),
  portal_users_license_purchased: int,
})
const org = v.strictObject({
  ...keyed(
    maybe,
    ...["country", "photo_id", "city", "description", "street", "alias", "employee_count", "state", "fax"],
    ...["zip", "website", "mobile", "primary_zuid", "zia_portal_id", "country_code", "phone", "company_name"],
  ),
  ...keyed(v.optional(text), "currency", "currency_symbol", "currency_locale", "time_zone", "iso_code"),
  ...keyed(v.optional(id), "id", "zgid"),
  ...keyed(
    yesOrNo,
    ...["mc_status", "gapps_enabled", "translation_enabled", "deletable_org_account", "privacy_settings"],
    ...["hipaa_compliance_enabled", "lite_users_enabled"],
  ),
  domain_name: v.optional(v.pipe(v.string(), v.regex(/[a-z][a-z0-9]{4,30}/), v.maxLength(30))),
  primary_email: v.optional(v.nullable(v.pipe(v.string(), v.email()))),
  type: v.optional(v.picklist(["bigin", "production", "sandbox", "developer"])),
  created_time: v.optional(time),
  license_details: v.optional(license),
  hierarchy_preferences: v.optional(
    v.strictObject({
      type: v.picklist(["Role_Hierarchy", "Reporting_To_Hierarchy"]),
      strictly_reporting: v.optional(v.nullable(v.boolean())),
    }),
  ),
})

/** A user. The file also has keys for the user's settings; they are allowed but not checked here. */
const user = v.looseObject({
  id: v.optional(v.nullable(id)),
  zuid: v.optional(v.nullable(id)),
  full_name: v.optional(text),
  first_name: v.optional(v.nullable(text)),
  last_name: maybe,
  email: v.optional(v.pipe(v.string(), v.email())),
  status: v.optional(text),
  confirm: v.optional(v.boolean()),
  language: v.optional(text),
  locale: maybe,
  country_locale: v.optional(text),
  created_time: v.optional(time),
  profile: v.optional(person),
  role: v.optional(person),
})
const page = v.strictObject({
  ...keyed(v.nullable(int), "per_page", "count", "page"),
  more_records: v.nullable(v.boolean()),
})

export const ORG_CALLS: readonly Call[] = [
  {
    name: "list modules",
    method: "GET",
    path: /^settings\/modules$/,
    answers: [
      body(200, v.strictObject({ modules: v.array(module_) }), MODULES),
      empty("pages v8"),
      refusal(400, "INVALID_DATA", { api_name: text, json_path: path }, MODULES),
      // An unsupported parameter value.
      refusal(
        400,
        "INVALID_DATA",
        { param_name: text, param: v.optional(text), supported_values: v.array(v.string()) },
        "2026 samples",
      ),
      refusal(400, "NOT_SUPPORTED", { resource_path_index: v.optional(int) }, MODULES),
      refusal(400, "INVALID_MODULE", v.looseObject({}), MODULES),
    ],
  },
  {
    name: "read a module",
    method: "GET",
    path: /^settings\/modules\/\w+$/,
    answers: [
      body(200, v.strictObject({ modules: v.array(module_) }), MODULES),
      empty(MODULES),
      refusal(400, "NOT_SUPPORTED", { resource_path_index: v.optional(int) }, MODULES),
      refusal(400, "INVALID_MODULE", v.looseObject({}), MODULES),
    ],
  },
  {
    name: "read the org",
    method: "GET",
    path: /^org$/,
    answers: [body(200, v.strictObject({ org: v.pipe(v.array(org), v.length(1)) }), ORG)],
  },
  {
    name: "read the user",
    method: "GET",
    path: /^users$/,
    answers: [
      body(200, v.strictObject({ users: v.array(user), info: page }), USERS),
      empty(USERS),
      refusal(400, "INVALID_DATA", { resource_path_index: int }, USERS),
      refusal(400, "INVALID_DATA", { api_name: v.optional(text), json_path: v.optional(text) }, USERS),
      refusal(400, "PATTERN_NOT_MATCHED", { api_name: text }, USERS),
    ],
  },
]
