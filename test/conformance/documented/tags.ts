/** The answers of settings/tags: list, create, update, delete. Merge and counts are in `tag-actions.ts`. */
import * as v from "valibot"
import {
  again,
  body,
  empty,
  id,
  int,
  nothing,
  person,
  place,
  refusal,
  success,
  text,
  time,
  type Call,
  type Documented,
} from "./parts"

const SOURCE = "2026 tags.json"
const OLDER = "2025 tags.json"

const color = v.nullable(v.pipe(v.string(), v.maxLength(255)))

const tagList = v.strictObject({
  // The limit is the number of tags in the file's own sample.
  tags: v.pipe(
    v.array(
      v.strictObject({
        id,
        name: text,
        color_code: color,
        created_time: time,
        modified_time: time,
        created_by: person,
        modified_by: person,
      }),
    ),
    v.maxLength(484),
  ),
  info: v.strictObject({ record_limit: v.optional(int), count: int, allowed_count: int }),
})

/** The details of a changed tag. In 2026, none of them is required; in 2025, all except the name were. */
export const changed = {
  created_time: v.optional(time),
  modified_time: v.optional(time),
  name: v.optional(text),
  created_by: v.optional(v.strictObject({ name: v.optional(text), id: v.optional(id) })),
  modified_by: v.optional(v.strictObject({ name: v.optional(text), id: v.optional(id) })),
  id: v.optional(id),
  color_code: v.optional(color),
}

/** The module is missing, unknown or without tags. */
const moduleProblems: readonly Documented[] = [
  refusal(400, "INVALID_MODULE", nothing, SOURCE),
  refusal(400, "REQUIRED_PARAM_MISSING", { param: text }, SOURCE),
]
const paramName = refusal(400, "REQUIRED_PARAM_MISSING", { param_name: text }, SOURCE)

/** One tag of the body is refused. */
const tagProblems: readonly Documented[] = [
  refusal(400, "INVALID_DATA", { ...place, maximum_length: int }, SOURCE, "tags"),
  refusal(400, "INVALID_DATA", { ...place, expected_data_type: text }, SOURCE, "tags"),
  refusal(400, "INVALID_DATA", place, SOURCE, "tags"),
  refusal(400, "MANDATORY_NOT_FOUND", place, SOURCE, "tags"),
  refusal(400, "DUPLICATE_DATA", { ...place, id }, SOURCE, "tags"),
]

/** The file of 2025 has these for each call of settings/tags, both bare and in the list. */
const olderProblems: readonly Documented[] = [
  refusal(400, "MANDATORY_NOT_FOUND", place, OLDER),
  refusal(400, "INVALID_DATA", { ...place, maximum_length: int }, OLDER),
  refusal(400, "INVALID_DATA", { ...place, expected_data_type: text }, OLDER),
  refusal(400, "INVALID_DATA", place, OLDER),
  refusal(400, "INVALID_DATA", { resource_path_index: int }, OLDER),
]
export const inOlderFile: readonly Documented[] = [
  ...olderProblems,
  ...again(olderProblems, { list: "tags" }),
  refusal(400, "REQUIRED_PARAM_MISSING", { param: text }, OLDER, "tags"),
  refusal(400, "INVALID_MODULE", nothing, OLDER, "tags"),
  refusal(400, "DUPLICATE_DATA", { id: v.nullable(id), api_name: v.nullable(text) }, OLDER, "tags"),
  refusal(
    400,
    "NOT_ALLOWED",
    {
      associated_places: v.optional(
        v.array(v.strictObject({ type: v.optional(v.string()), resources: v.optional(v.array(v.string())) })),
      ),
    },
    OLDER,
    "tags",
  ),
]

const created = success(201, "SUCCESS", changed, SOURCE, "tags")
const updated = success(200, "SUCCESS", changed, SOURCE, "tags")
const planLimit = refusal(400, "LICENSE_LIMIT_EXCEEDED", nothing, SOURCE, "tags")

export const TAG_CALLS: readonly Call[] = [
  {
    name: "list tags",
    method: "GET",
    path: /^settings\/tags$/,
    answers: [body(200, tagList, SOURCE), empty("pages v8"), ...moduleProblems],
  },
  {
    name: "create tags",
    method: "POST",
    path: /^settings\/tags$/,
    answers: [
      created,
      planLimit,
      ...tagProblems,
      ...moduleProblems,
      ...inOlderFile,
      // In the file, the `tags` of a mixed answer are one object that is both a success and an error.
      ...again([created, planLimit, ...tagProblems], { status: 207 }),
      refusal(400, "LIMIT_REACHED", nothing, "sdk 7.0", "tags"),
    ],
    // For created tags; 25 for refused ones, 200 for mixed answers.
    atMost: { tags: 20 },
  },
  {
    name: "update tags",
    method: "PUT",
    path: /^settings\/tags$/,
    answers: [
      ...[updated, ...tagProblems, ...moduleProblems, paramName, ...inOlderFile],
      ...again([updated, ...tagProblems], { status: 207, source: "pages v8" }),
    ],
    // 1 for changed tags, 25 for refused ones.
    atMost: { tags: 25 },
  },
  {
    name: "update a tag",
    method: "PUT",
    path: /^settings\/tags\/[^/]+$/,
    answers: [updated, ...tagProblems, ...moduleProblems, paramName, ...inOlderFile],
    atMost: { tags: 1 },
  },
  {
    name: "delete a tag",
    method: "DELETE",
    path: /^settings\/tags\/[^/]+$/,
    answers: [
      updated,
      refusal(400, "INVALID_DATA", { id: text }, SOURCE),
      refusal(400, "INVALID_MODULE", nothing, SOURCE),
      ...inOlderFile,
    ],
    atMost: { tags: 1 },
  },
]
