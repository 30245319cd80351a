import * as v from "valibot"

/**
 * What Zoho's OpenAPI files say of the answers, in our own words: which keys must be there, their types, and
 * the words a key may hold. Objects are strict where the files list all keys.
 */

const id = v.pipe(v.string(), v.regex(/^\d{15,19}$/))
const time = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/))
const person = v.strictObject({ id, name: v.string() })
const colour = v.nullable(v.pipe(v.string(), v.regex(/^#[0-9A-F]{6}$/)))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const countText = v.pipe(v.string(), v.digits())
const fieldPlace = v.strictObject({ api_name: v.string(), json_path: v.pipe(v.string(), v.startsWith("$")) })

function error(
  code: string,
  details: v.GenericSchema,
  message: v.GenericSchema = v.string(),
): v.GenericSchema {
  return v.strictObject({ status: v.literal("error"), code: v.literal(code), message, details })
}

export const accepted = v.strictObject({
  status: v.literal("success"),
  code: v.picklist(["COMPLETED", "FAILED", "QUEUED", "RUNNING", "SCHEDULED"]),
  message: v.string(),
  details: v.strictObject({ job_id: id }),
})

export const jobStatus = v.strictObject({
  mass_delete: v.strictTuple([
    v.strictObject({
      job_id: id,
      status: v.picklist(["COMPLETED", "FAILED", "RUNNING", "SCHEDULED"]),
      total_count: count,
      failed_count: count,
      deleted_count: count,
    }),
  ]),
})

const jobNotFound = error(
  "INVALID_DATA",
  v.strictObject({ job_id: v.string() }),
  v.literal("job details not found"),
)
export const jobNotFoundOnce = v.strictObject({ mass_delete: v.strictTuple([jobNotFound]) })
export const jobNotFoundTwice = v.strictObject({ mass_delete: v.strictTuple([v.strictTuple([jobNotFound])]) })

export const invalidField = error("INVALID_DATA", fieldPlace)
export const tooLong = error(
  "INVALID_DATA",
  v.strictObject({ ...fieldPlace.entries, maximum_length: count }),
  v.literal("invalid data"),
)
export const wrongType = error(
  "INVALID_DATA",
  v.strictObject({ ...fieldPlace.entries, expected_data_type: v.string() }),
)
export const notAllowed = error("NOT_ALLOWED", fieldPlace, v.literal("tags has been associated to features"))
export const mandatoryNotFound = error(
  "MANDATORY_NOT_FOUND",
  fieldPlace,
  v.literal("required field not found"),
)
export const expectedFieldMissing = error(
  "EXPECTED_FIELD_MISSING",
  v.strictObject({ expected_fields: v.array(fieldPlace) }),
)
export const ambiguous = error(
  "AMBIGUITY_DURING_PROCESSING",
  v.strictObject({ ambiguity_due_to: v.array(fieldPlace) }),
)
export const paramNameMissing = error("REQUIRED_PARAM_MISSING", v.strictObject({ param_name: v.string() }))
export const paramMissing = error("REQUIRED_PARAM_MISSING", v.strictObject({ param: v.string() }))
export const scopeMismatch = error(
  "OAUTH_SCOPE_MISMATCH",
  v.strictObject({ method: v.string(), url: v.string() }),
)
export const noPermission = error(
  "NO_PERMISSION",
  v.strictObject({ permissions: v.array(v.pipe(v.string(), v.startsWith("Crm_Implied_"))) }),
)
export const unknownTag = error(
  "INVALID_DATA",
  v.strictObject({ id: v.string() }),
  v.literal("tags not found"),
)

export const uncountedTag = error(
  "INVALID_DATA",
  v.strictObject({ api_name: v.literal("id") }),
  v.literal("tags not found"),
)

/** A refusal whose details are empty. */
export function plainError(code: string): v.GenericSchema {
  return error(code, v.strictObject({}))
}

export const tagList = v.strictObject({
  tags: v.array(
    v.strictObject({
      id,
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(25)),
      color_code: colour,
      created_time: time,
      modified_time: time,
      created_by: person,
      modified_by: person,
    }),
  ),
  info: v.strictObject({ count, allowed_count: count, record_limit: count }),
})

const success = v.strictObject({
  code: v.literal("SUCCESS"),
  status: v.literal("success"),
  message: v.picklist(["tags created successfully", "tags updated successfully"]),
  details: v.strictObject({
    id,
    color_code: colour,
    created_time: time,
    modified_time: time,
    created_by: person,
    modified_by: person,
  }),
})
export const tagsChanged = v.strictObject({ tags: v.array(success) })
export const tagDeleted = v.strictObject({
  tags: v.strictTuple([
    v.strictObject({
      code: v.literal("SUCCESS"),
      status: v.literal("success"),
      message: v.literal("tags deleted successfully"),
      details: v.strictObject({ id }),
    }),
  ]),
})
const takenBy = v.strictObject({ id, ...fieldPlace.entries })
export const duplicate = error("DUPLICATE_DATA", takenBy)
export const mismatch = error("MAPPING_MISMATCH", takenBy)

export function tagErrors(schema: v.GenericSchema): v.GenericSchema {
  return v.strictObject({ tags: v.strictTuple([schema]) })
}

export const usedTag = error(
  "NOT_ALLOWED",
  v.strictObject({
    associated_places: v.array(
      v.strictObject({
        type: v.string(),
        resources: v.array(
          v.strictObject({
            id,
            name: v.string(),
            details: v.strictObject({ associations: v.array(v.string()) }),
          }),
        ),
      }),
    ),
  }),
)

export const recordsCount = v.strictObject({ count: countText })

export const recordsChanged = v.strictObject({
  data: v.array(
    v.strictObject({
      code: v.literal("SUCCESS"),
      status: v.literal("success"),
      message: v.string(),
      details: v.strictObject({
        id,
        tags: v.array(v.strictObject({ id, name: v.string(), color_code: colour })),
      }),
    }),
  ),
  wf_scheduler: v.boolean(),
  success_count: countText,
  locked_count: countText,
})

export const moduleList = v.looseObject({
  modules: v.array(
    v.looseObject({
      id,
      api_name: v.string(),
      module_name: v.string(),
      singular_label: v.string(),
      plural_label: v.string(),
      api_supported: v.boolean(),
      generated_type: v.picklist(["default", "custom", "web", "linking"]),
      status: v.picklist(["visible", "user_hidden", "system_hidden", "scheduled_for_deletion"]),
    }),
  ),
})
