/**
 * The building blocks of the schemas in this folder. The schemas state what Zoho documents about its answers, rewritten
 * from the facts (names, types, statuses, codes). `../judge.ts` compares the sandbox with them. Anything undocumented
 * belongs in `../deviations.ts`, not in a schema.
 */
import * as v from "valibot"

/**
 * Where a fact is documented. "2026": the newest of Zoho's public OpenAPI files (v8.0, samples of December 2025 to
 * 2026). "2025": those in github.com/Zohocorp-Pvt-Ltd/crm-oas at 45dff2c (2025-06-27). The rest of Zoho's documentation
 * is used if both are silent. Listed in order of trust.
 */
export const SOURCES = {
  "2026 tags.json": "Zoho's OpenAPI, v8.0, tags, 2026",
  "2026 tags-actions.json": "Zoho's OpenAPI, v8.0, tag actions, 2026",
  "2026 mass-delete-tags-newest.json":
    "Zoho's OpenAPI, v8.0, mass delete tags, the later of two states, 2026",
  "2026 module-search.json": "Zoho's OpenAPI, v8.0, search records, 2026",
  "2026 coql.json": "Zoho's OpenAPI, v8.0, COQL, 2026",
  "2026 org.json": "Zoho's OpenAPI, v8.0, org, 2026",
  "2026 samples": "sample answers in Zoho's OpenAPI files, December 2025 to 2026",
  "2025 tags.json": "Zoho's OpenAPI, v8.0/tags.json, 2025-06-27",
  "2025 mass_delete_tags.json": "Zoho's OpenAPI, v8.0/mass_delete_tags.json, 2025-06-27",
  "2025 modules.json": "Zoho's OpenAPI, v8.0/modules.json, 2025-06-27",
  "2025 users.json": "Zoho's OpenAPI, v8.0/users.json, 2025-06-27",
  "2025 coql.json": "Zoho's OpenAPI, v8.0/coql.json, 2025-06-27",
  "2025 common.json": "Zoho's OpenAPI, v8.0/common.json, 2025-06-27",
  "pages v8": "Zoho's API pages, v7 and v8, read in 2026",
  "sdk 7.0": "Zoho's official SDK, @zohocrm/nodejs-sdk-7.0 4.0.0",
  "accounts pages": "Zoho's pages on OAuth, read in 2026",
} as const
export type Source = keyof typeof SOURCES

/** A possible answer of a call. */
export interface Documented {
  readonly status: number
  /** The key of the list with the answer's items; absent for a bare answer. */
  readonly list?: string
  /** The code of the answer or item; absent if it has none. */
  readonly code?: string
  /** The shape of the whole body, or of one item of the list. */
  readonly schema: v.GenericSchema
  readonly source: Source
}

/** A call, with its possible answers in addition to those of any call (`any-call.ts`). */
export interface Call {
  readonly name: string
  readonly method: string
  /** Matches the path after the version. */
  readonly path: RegExp
  readonly answers: readonly Documented[]
  /** Other allowed keys next to a list, by the list's key. */
  readonly beside?: Readonly<Record<string, v.ObjectEntries>>
  /** The maximum number of items of a list, by its key. */
  readonly atMost?: Readonly<Record<string, number>>
}

export const id = v.pipe(v.string(), v.regex(/^\d{1,19}$/))
export const text = v.pipe(v.string(), v.maxLength(255))
export const time = v.pipe(v.string(), v.isoTimestamp())
export const int = v.pipe(v.number(), v.integer(), v.minValue(0))
/** A count that Zoho writes as text. */
export const countText = v.pipe(v.string(), v.digits())
export const person = v.strictObject({ name: text, id })
export const path = v.pipe(v.string(), v.startsWith("$"), v.maxLength(1000))
/** The location of the error in the request body. */
export const place = { api_name: text, json_path: path }
export const nothing = v.strictObject({})
/** A tag on a record. */
export const recordTag = v.strictObject({ name: text, id, color_code: v.nullable(text) })

/** A refusal with its code: `{ code, details, message, status: "error" }`. */
export function refusal(
  status: number,
  code: string,
  details: v.ObjectEntries | v.GenericSchema,
  source: Source,
  list?: string,
): Documented {
  const schema = v.strictObject({
    code: v.literal(code),
    details: isSchema(details) ? details : v.strictObject(details),
    message: v.pipe(v.string(), v.minLength(1), v.maxLength(2000)),
    status: v.literal("error"),
  })
  return { status, code, schema, source, ...(list === undefined ? {} : { list }) }
}

/** A success with a code: `{ code, details, message, status: "success" }`. */
export function success(
  status: number,
  code: string,
  details: v.ObjectEntries,
  source: Source,
  list?: string,
): Documented {
  const schema = v.strictObject({
    code: v.literal(code),
    details: v.strictObject(details),
    message: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
    status: v.literal("success"),
  })
  return { status, code, schema, source, ...(list === undefined ? {} : { list }) }
}

/** A whole answer without a code. */
export function body(status: number, schema: v.GenericSchema, source: Source): Documented {
  return { status, schema, source }
}

/** An answer without a body: 204. */
export function empty(source: Source): Documented {
  return { status: 204, schema: v.undefined(), source }
}

/** The same answers as items of a list, with another status, or from another source. */
export function again(
  answers: readonly Documented[],
  change: { readonly status?: number; readonly list?: string; readonly source?: Source },
): Documented[] {
  return answers.map((answer) => ({ ...answer, ...change }))
}

function isSchema(value: v.ObjectEntries | v.GenericSchema): value is v.GenericSchema {
  return typeof value.kind === "string"
}
