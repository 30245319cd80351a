/** What answers of the API have in common, and what may be part of a path. */
import * as v from "valibot"

import { classify, isErrorEnvelope, type CallSubject } from "../errors/classify"
import { bag, fault, type ZohoResult } from "../errors/fault"
import type { ZohoAnswer } from "./client"

/** Zoho's id: digits, as text. Short ones may arrive as a number, long ones were kept as text when parsed. */
export const idSchema: v.GenericSchema<string | number, string> = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.safeInteger())]),
  v.transform(String),
  v.regex(/^\d{1,25}$/),
)

/** A whole number that Zoho may write as text: `"18"`. */
export const countSchema: v.GenericSchema<string | number, number> = v.pipe(
  v.union([v.pipe(v.string(), v.regex(/^\d{1,15}$/)), v.number()]),
  v.transform(Number),
  v.safeInteger(),
  v.minValue(0),
)

/** A part that is nice to have: absent, null or of another form, it is left out rather than spoiling the rest. */
export function lenient<T>(schema: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, T | undefined> {
  return v.pipe(
    v.unknown(),
    v.transform((value): T | undefined => {
      const parsed = v.safeParse(schema, value)
      return parsed.success ? parsed.output : undefined
    }),
  )
}

/** An answer's body as the call gives it on success. One that says "error" despite its HTTP 2xx is classified. */
export function read<T>(
  result: ZohoResult<ZohoAnswer>,
  schema: v.GenericSchema<unknown, T>,
  subject: CallSubject,
): ZohoResult<T> {
  if (!result.ok) return result
  const { body } = result.value
  const parsed = isErrorEnvelope(body) ? undefined : v.safeParse(schema, body)
  return parsed?.success ? { ...result, value: parsed.output } : refused(result, subject)
}

/** A success of HTTP that is none of the call: it says nothing, or that something went wrong. */
export function refused(
  { value: { httpStatus, body }, credits }: Extract<ZohoResult<ZohoAnswer>, { ok: true }>,
  subject: CallSubject,
): ZohoResult<never> {
  const why =
    body === undefined ? fault("incomplete-answer", { httpStatus }) : classify({ httpStatus, body, subject })
  return { ok: false, fault: why, ...(credits !== undefined && { credits }) }
}

// Answers with one verdict per item.

/**
 * Reads an answer with one verdict per item under `key`: `{"tags":[{code,status,details},…]}`.
 * @param options.parse reads a successful item's `details`; undefined when they are not as described
 * @returns as many results as were `expected`, or a fault for the whole call
 */
export function readItems<T>(
  answer: ZohoResult<ZohoAnswer>,
  key: string,
  options: { expected: number; subject: CallSubject; parse: (details: unknown) => ZohoResult<T> | undefined },
): ZohoResult<readonly ZohoResult<T>[]> {
  if (!answer.ok) return answer
  const { httpStatus, body } = answer.value
  const listed = bag(body)[key]
  if (!Array.isArray(listed) || listed.length !== options.expected) return refused(answer, options.subject)
  return { ...answer, value: listed.map((each: unknown) => readItem(each, httpStatus, options)) }
}

function readItem<T>(
  item: unknown,
  httpStatus: number,
  { subject, parse }: { subject: CallSubject; parse: (details: unknown) => ZohoResult<T> | undefined },
): ZohoResult<T> {
  if (isErrorEnvelope(item) || bag(item)["status"] !== "success") {
    return { ok: false, fault: classify({ httpStatus, body: item, subject }) }
  }
  return parse(bag(item)["details"]) ?? { ok: false, fault: fault("wrong-shape", { httpStatus }) }
}

/** The one result of a call for a single item. */
export function onlyItem<T>(results: ZohoResult<readonly ZohoResult<T>[]>): ZohoResult<T> {
  if (!results.ok) return results
  const only = results.value[0]
  if (!only) return { ok: false, fault: fault("wrong-shape") }
  return results.credits === undefined ? only : { ...only, credits: results.credits }
}

// Parts of a path are checked rather than escaped: ".." would survive escaping, and change which call is made.

/** @throws RangeError */
export function idSegment(id: string): string {
  if (!/^\d{1,25}$/.test(id)) throw new RangeError("not a Zoho id")
  return id
}

/** @throws RangeError */
export function moduleSegment(apiName: string): string {
  if (!/^\w{1,100}$/.test(apiName)) throw new RangeError("not a module's API name")
  return apiName
}
