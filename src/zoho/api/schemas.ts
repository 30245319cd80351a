/** What answers of the API have in common, and what may be part of a path. */
import * as v from "valibot"

import { classify, isErrorEnvelope, type CallSubject } from "../errors/classify"
import { fault, type ZohoResult } from "../errors/fault"
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
  const { httpStatus, body } = result.value
  const credits = result.credits === undefined ? {} : { credits: result.credits }
  if (body === undefined) return { ok: false, fault: fault("incomplete-answer", { httpStatus }), ...credits }
  const parsed = isErrorEnvelope(body) ? undefined : v.safeParse(schema, body)
  if (parsed?.success) return { ok: true, value: parsed.output, ...credits }
  return { ok: false, fault: classify({ httpStatus, body, subject }), ...credits }
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
