/** Answers with one result per item: all succeeded, all failed, or mixed with HTTP 207. */
import { json, type ZohoResponse } from "../http"
import type { Fault } from "./body"
import { errorBody } from "./errors"

export interface Done {
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
}

export function itemBody(item: Done | Fault): object {
  if ("code" in item) return errorBody(item.code, item.message, item.details)
  return { code: "SUCCESS", details: item.details, message: item.message, status: "success" }
}

/** @param success the HTTP status if every item succeeded */
export function itemStatus(items: readonly (Done | Fault)[], success: number): number {
  const failed = items.filter((item) => "code" in item).length
  if (failed === 0) return success
  return failed === items.length ? 400 : 207
}

export function tagItems(items: readonly (Done | Fault)[], success: number): ZohoResponse {
  return json(itemStatus(items, success), { tags: items.map(itemBody) })
}
