/** Common parts of API answers, and checks for the parts of a path. */
import * as v from "valibot"

import { classify, isErrorEnvelope, type CallSubject } from "../errors/classify"
import { bag, failure, fault, type Failure, type Success, type ZohoResult } from "../errors/fault"
import type { ZohoAnswer, ZohoClient, ZohoRequest } from "./client"

/** A Zoho id: digits, as text. Short ids may arrive as numbers; the parser keeps long ones as text. */
export const idSchema: v.GenericSchema<string | number, string> = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.safeInteger())]),
  v.transform(String),
  v.regex(/^\d{1,25}$/),
)

/** A whole number, which Zoho may send as text: `"18"`. */
export const countSchema: v.GenericSchema<string | number, number> = v.pipe(
  v.union([v.pipe(v.string(), v.regex(/^\d{1,15}$/)), v.number()]),
  v.transform(Number),
  v.safeInteger(),
  v.minValue(0),
)

/** An optional part: left out if absent, null or malformed, instead of invalidating the rest. */
export function lenient<S extends v.GenericSchema>(
  schema: S,
): v.SchemaWithFallback<v.OptionalSchema<S, undefined>, undefined> {
  return v.fallback(v.optional(schema), undefined)
}

/**
 * Makes a call and reads its answer. Classifies an error that arrives with HTTP 2xx.
 * @param none the value for "no content" (204); undefined: a fault
 */
export async function ask<T>(
  client: ZohoClient,
  request: ZohoRequest,
  schema: v.GenericSchema<unknown, T>,
  none?: T,
): Promise<ZohoResult<T>> {
  const answer = await client.call(request)
  if (!answer.ok) return answer
  const { httpStatus, body } = answer.value
  if (httpStatus === 204 && none !== undefined) return { ...answer, value: none }
  const parsed = isErrorEnvelope(body) ? undefined : v.safeParse(schema, body)
  return parsed?.success ? { ...answer, value: parsed.output } : refused(answer, request.subject)
}

/** The failure behind an HTTP success without the expected answer: it is empty, or reports an error. */
export function refused(
  { value: { httpStatus, body }, credits }: Success<ZohoAnswer>,
  subject: CallSubject,
): Failure {
  const why = body === undefined ? fault("incomplete-answer") : classify({ httpStatus, body, subject })
  return { ok: false, fault: why, ...(credits !== undefined && { credits }) }
}

/**
 * Makes a call for several items and reads one verdict for each: `{"tags":[{code,status,details},…]}`.
 * @param list the key of the verdicts, and their required number
 * @param parse reads a successful item's `details`; undefined if they are malformed
 * @returns one result per expected item, or a fault for the whole call
 */
export async function askItems<T>(
  client: ZohoClient,
  request: ZohoRequest,
  list: { readonly key: "tags" | "data"; readonly expected: number },
  parse: (details: unknown) => ZohoResult<T> | undefined,
): Promise<ZohoResult<readonly ZohoResult<T>[]>> {
  const answer = await client.call(request)
  if (!answer.ok) return answer
  const { httpStatus, body } = answer.value
  const listed = bag(body)[list.key]
  if (!Array.isArray(listed) || listed.length !== list.expected) return refused(answer, request.subject)
  const value = listed.map((item: unknown): ZohoResult<T> => {
    if (isErrorEnvelope(item) || bag(item)["status"] !== "success")
      return { ok: false, fault: classify({ httpStatus, body: item, subject: request.subject }) }
    return parse(bag(item)["details"]) ?? failure("wrong-shape")
  })
  return { ...answer, value }
}

// Parts of a path are checked, not escaped: ".." would survive escaping, and change which call is made.

/** @throws RangeError if it is not a Zoho id */
export function idSegment(id: string): string {
  if (!/^\d{1,25}$/.test(id)) throw new RangeError("not a Zoho id")
  return id
}

/** @throws RangeError if it is not a module's API name */
export function moduleSegment(apiName: string): string {
  if (!/^\w{1,100}$/.test(apiName)) throw new RangeError("not a module's API name")
  return apiName
}
