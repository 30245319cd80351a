import { json, type ZohoResponse } from "../http"
import type { Fault } from "./body"
import { errorBody } from "./errors"

/** One result per item: all well, all bad, or a mixture with HTTP 207. */

export interface Done {
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
}

export function itemBody(item: Done | Fault): object {
  if ("code" in item) return errorBody(item.code, item.message, item.details)
  return { code: "SUCCESS", details: item.details, message: item.message, status: "success" }
}

export function itemStatus(items: readonly (Done | Fault)[], well: number): number {
  const bad = items.filter((item) => "code" in item).length
  if (bad === 0) return well
  return bad === items.length ? 400 : 207
}

export function tagItems(items: readonly (Done | Fault)[], well: number): ZohoResponse {
  return json(itemStatus(items, well), { tags: items.map(itemBody) })
}
