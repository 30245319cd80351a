/** Error answers of the API. */
import { json, type ZohoResponse } from "../http"

export type Details = Readonly<Record<string, unknown>>

export interface ErrorBody {
  readonly code: string
  readonly details: Details
  readonly message: string
  readonly status: "error"
}

export function errorBody(code: string, message: string, details: Details = {}): ErrorBody {
  return { code, details, message, status: "error" }
}

export function failure(status: number, code: string, message: string, details: Details = {}): ZohoResponse {
  return json(status, errorBody(code, message, details))
}

export function invalidModule(): ZohoResponse {
  return failure(400, "INVALID_MODULE", "the module name given seems to be invalid")
}

export function moduleWithoutTags(): ZohoResponse {
  return failure(400, "INVALID_MODULE", "the given module is not supported for this api")
}

export function missingParam(param: string): ZohoResponse {
  return failure(400, "REQUIRED_PARAM_MISSING", `One of the expected parameter is missing`, { param })
}

export function noPermission(...permissions: readonly string[]): ZohoResponse {
  return failure(403, "NO_PERMISSION", "permission denied", { permissions })
}
