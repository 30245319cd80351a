/** The answers of merge, records_count, add_tags and remove_tags. */
import * as v from "valibot"
import {
  again,
  body,
  countText,
  id,
  int,
  nothing,
  place,
  recordTag,
  refusal,
  success,
  text,
  type Call,
  type Documented,
} from "./parts"
import { changed, inOlderFile } from "./tags"

const SOURCE = "2026 tags-actions.json"
const OLDER = "2025 tags.json"

const noModule: readonly Documented[] = [
  refusal(400, "INVALID_MODULE", nothing, SOURCE),
  refusal(400, "REQUIRED_PARAM_MISSING", { param_name: text }, SOURCE),
]

/** A rule that uses a tag. The required keys depend on the area. */
function rule(more: v.ObjectEntries): v.GenericSchema {
  return v.strictObject({
    ...{ id, name: text, module: text, execution_type: text, source: int, subtype: text, subtype_id: text },
    ...more,
  })
}

/** The uses of each tag in one area. In the file, the only key is the sample's id, and both lists are required. */
function area(
  more: v.ObjectEntries,
  most: { readonly add: number; readonly remove: number },
): v.GenericSchema {
  const action = v.strictObject({ id, name: text, rules: v.pipe(v.array(rule(more)), v.maxLength(1)) })
  const list = (length: number): v.GenericSchema => v.pipe(v.array(action), v.maxLength(length))
  return v.record(id, v.strictObject({ AddTags: list(most.add), RemoveTags: list(most.remove) }))
}

const noneOf = v.pipe(v.array(v.string()), v.maxLength(0))
const recordsCount = v.strictObject({
  count: countText,
  configured_areas: v.optional(
    v.strictObject({
      workflow_tagActionRecords: v.strictObject({
        Orchestration: area({ subtype_name: text, status: text }, { add: 1, remove: 1 }),
        Blueprint: area({ subtype_name: text }, { add: 1, remove: 1 }),
        Workflow: area({}, { add: 3, remove: 2 }),
      }),
      // Empty in the file's sample, and therefore in its schema.
      custom_view: v.strictObject({
        cvids: noneOf,
        cvnames: noneOf,
        cvmodules: noneOf,
        inaccessible_custom_view_present: v.boolean(),
      }),
    }),
  ),
})

const tagged = {
  id: v.optional(id),
  modifiedTime: v.optional(text),
  affected_data: v.optional(v.null()),
  tags: v.optional(v.pipe(v.array(recordTag), v.maxLength(10))),
}
const older = { id, tags: v.array(recordTag) }
const locked = { action: text, id }

/** The common answers of add_tags and remove_tags, for many records and for one. */
const ofRecords: readonly Documented[] = [
  success(200, "SUCCESS", tagged, SOURCE, "data"),
  success(200, "SUCCESS", older, OLDER, "data"),
  refusal(
    400,
    "INVALID_DATA",
    { ...place, maximum_length: v.optional(int), expected_data_type: v.optional(text) },
    SOURCE,
  ),
  refusal(400, "INVALID_MODULE", nothing, SOURCE),
  refusal(400, "INVALID_DATA", { ...place, expected_data_type: text }, SOURCE, "tags"),
  refusal(400, "INVALID_DATA", { ...place, maximum_length: int }, SOURCE, "tags"),
  refusal(400, "MANDATORY_NOT_FOUND", place, OLDER),
  refusal(
    400,
    "EXPECTED_FIELD_MISSING",
    { expected_fields: v.optional(v.array(v.strictObject(place))) },
    OLDER,
  ),
]

/** Items of a list if not every record could be changed. */
const mixed: readonly Documented[] = [
  refusal(400, "INVALID_DATA", { api_name: v.optional(text), json_path: v.optional(text) }, OLDER, "data"),
]
const inMixed: readonly Documented[] = [
  ...mixed,
  // According to the pages about errors, a mixed list has status 207; neither file has it for these calls.
  ...again([success(200, "SUCCESS", tagged, SOURCE, "data"), ...mixed], { status: 207, source: "pages v8" }),
]

const counts = { locked_count: v.optional(countText), wf_scheduler: v.optional(v.boolean()) }
const addBeside = {
  data: {
    ...{ ...counts, success_count: v.optional(countText) },
    ...{ ids: v.optional(v.string()), over_write: v.optional(v.boolean()), tags: v.optional(v.string()) },
  },
}
const notAdded = success(
  200,
  "SUCCESS",
  { ...tagged, not_added_tags: v.array(v.unknown()) },
  "2026 samples",
  "data",
)

const add: readonly Documented[] = [
  ...ofRecords,
  ...inMixed,
  notAdded,
  { ...notAdded, status: 207 },
  refusal(400, "RECORD_LOCKED", locked, SOURCE),
  refusal(400, "REQUIRED_PARAM_MISSING", { param_name: text }, SOURCE),
]
const mapping = refusal(
  400,
  "MAPPING_MISMATCH",
  {
    ...place,
    mapped_field: v.optional(v.strictObject({ api_name: v.optional(text), json_path: v.optional(text) })),
  },
  SOURCE,
)

export const TAG_ACTION_CALLS: readonly Call[] = [
  {
    name: "count records",
    method: "GET",
    path: /^settings\/tags\/[^/]+\/actions\/records_count$/,
    answers: [
      body(200, recordsCount, SOURCE),
      ...noModule,
      refusal(400, "TAG_ID_NOT_FOUND", nothing, SOURCE),
      refusal(404, "INVALID_DATA", { api_name: v.literal("id") }, "2026 samples"),
      refusal(400, "REQUIRED_PARAM_MISSING", { param: text }, OLDER),
    ],
  },
  {
    name: "merge tags",
    method: "POST",
    path: /^settings\/tags\/[^/]+\/actions\/merge$/,
    answers: [
      success(200, "SUCCESS", changed, SOURCE, "tags"),
      refusal(400, "INVALID_DATA", { ...place, expected_data_type: v.optional(text) }, SOURCE),
      refusal(400, "INVALID_DATA", v.looseObject({}), SOURCE, "tags"),
      refusal(403, "NO_PERMISSION", { permissions: v.pipe(v.array(text), v.maxLength(25)) }, SOURCE, "tags"),
      ...inOlderFile,
    ],
    atMost: { tags: 1 },
  },
  {
    name: "add tags to records",
    method: "POST",
    path: /^\w+\/actions\/add_tags$/,
    answers: add,
    beside: addBeside,
    atMost: { data: 20 },
  },
  {
    name: "remove tags from records",
    method: "POST",
    path: /^\w+\/actions\/remove_tags$/,
    answers: [...ofRecords, ...inMixed, ...lockedEach()],
    beside: { data: { ...counts, success_count: v.optional(countText) } },
    atMost: { data: 20 },
  },
  {
    name: "add tags to a record",
    method: "POST",
    path: /^\w+\/\d+\/actions\/add_tags$/,
    answers: [...add, mapping],
    beside: addBeside,
    atMost: { data: 20 },
  },
  {
    name: "remove tags from a record",
    method: "POST",
    path: /^\w+\/\d+\/actions\/remove_tags$/,
    answers: [...ofRecords, ...inMixed, refusal(400, "RECORD_LOCKED", locked, SOURCE)],
    beside: { data: { ...counts, success_count: v.optional(countText) } },
    atMost: { data: 20 },
  },
]

/** remove_tags lists each locked record next to the records that it changed. */
function lockedEach(): Documented[] {
  const one = refusal(400, "RECORD_LOCKED", locked, SOURCE, "data")
  return [one, { ...one, status: 207, source: "pages v8" }]
}
