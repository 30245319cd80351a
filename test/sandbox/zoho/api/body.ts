/** Validates request bodies field by field, like Zoho: the first fault found is the one reported. */
import type { Details } from "./errors"

export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** The body as an object; undefined if it is not a JSON object. */
export function parseObject(body: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(body)
    return isObject(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** An id in a form that Zoho accepts: a string of digits, or a safe integer. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === "string") return /^\d{1,19}$/.exec(value)?.[0]
  return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : undefined
}

export interface Fault {
  readonly code: string
  readonly message: string
  readonly details: Details
}

export function place(apiName: string, jsonPath: string): Details {
  return { api_name: apiName, json_path: jsonPath }
}

export function missing(apiName: string, jsonPath: string): Fault {
  return {
    code: "MANDATORY_NOT_FOUND",
    message: "required field not found",
    details: place(apiName, jsonPath),
  }
}

export function invalid(
  apiName: string,
  jsonPath: string,
  more: Details = {},
  message = "invalid data",
): Fault {
  return { code: "INVALID_DATA", message, details: { ...more, ...place(apiName, jsonPath) } }
}

export function notList(apiName: string, jsonPath: string): Fault {
  return invalid(apiName, jsonPath, { expected_data_type: "jsonarray" })
}

export function tooMany(apiName: string, jsonPath: string, maximum: number): Fault {
  return invalid(apiName, jsonPath, { maximum_length: maximum })
}
