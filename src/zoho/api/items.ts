/** Answers with one verdict per item. */
import { classify, isErrorEnvelope, type CallSubject } from "../errors/classify"
import { bag } from "../errors/details"
import { fault, type ZohoResult } from "../errors/fault"
import type { ZohoAnswer } from "./client"

/** What became of one item of a call that treats several, in the order sent. */
export type ItemResult<T> = ZohoResult<T>

/**
 * Reads an answer with one verdict per item under `key`: `{"tags":[{code,status,details},…]}`.
 * @param options.parse reads a successful item's `details`; undefined when they are not as described
 * @returns as many results as were `expected`, or a fault for the whole call
 */
export function readItems<T>(
  answer: ZohoResult<ZohoAnswer>,
  key: string,
  options: { expected: number; subject: CallSubject; parse: (details: unknown) => ItemResult<T> | undefined },
): ZohoResult<readonly ItemResult<T>[]> {
  if (!answer.ok) return answer
  const { httpStatus, body } = answer.value
  const credits = answer.credits === undefined ? {} : { credits: answer.credits }
  if (body === undefined) return { ok: false, fault: fault("incomplete-answer", { httpStatus }), ...credits }
  const listed = bag(body)[key]
  if (!Array.isArray(listed) || listed.length !== options.expected) {
    return { ok: false, fault: classify({ httpStatus, body, subject: options.subject }), ...credits }
  }
  const value = listed.map((each: unknown) => readItem(each, httpStatus, options))
  return { ok: true, value, ...credits }
}

function readItem<T>(
  item: unknown,
  httpStatus: number,
  { subject, parse }: { subject: CallSubject; parse: (details: unknown) => ItemResult<T> | undefined },
): ItemResult<T> {
  if (isErrorEnvelope(item) || bag(item)["status"] !== "success") {
    return { ok: false, fault: classify({ httpStatus, body: item, subject }) }
  }
  return parse(bag(item)["details"]) ?? { ok: false, fault: fault("wrong-shape", { httpStatus }) }
}

/** The one result of a call for a single item. */
export function onlyItem<T>(results: ZohoResult<readonly ItemResult<T>[]>): ZohoResult<T> {
  if (!results.ok) return results
  const only = results.value[0]
  if (!only) return { ok: false, fault: fault("wrong-shape") }
  return results.credits === undefined ? only : { ...only, credits: results.credits }
}
