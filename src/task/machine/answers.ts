/** What Zoho's answers for single items mean. */
import { reasonOf } from "../../deletion/record"
import { catalogueRow } from "../../zoho/errors/catalogue"
import type { FaultAction, FaultKind } from "../../zoho/errors/catalogue"
import type { ZohoFault } from "../../zoho/errors/fault"
import type { Answers } from "../events"
import { isPending, settleItem } from "../items"
import type { CreateStep, RecordItem, TagItem } from "../task"
import { lookForRoom } from "./plan-limit"
import { afterSettling } from "./steps"

type Answer = Answers[number]

/** Each pending item with the answer of its place. */
export function inTurn<I extends TagItem | RecordItem>(
  items: readonly I[],
  answers: Answers,
  change: (item: I, answer: Answer) => I,
): I[] {
  let at = 0
  return items.map((item) => {
    const answer = isPending(item) ? answers[at++] : undefined
    return answer ? change(item, answer) : item
  })
}

/** What stays pending is decided by the re-read: what was made, what was there, and what an answer does not tell. */
export function answered(tag: TagItem, answer: Answer): TagItem {
  if (answer.ok) return { ...tag, id: answer.value.id, answer: "made" }
  const { fault } = answer
  if (TAKEN.has(fault.kind)) return { ...tag, id: fault.details.id ?? null, answer: "taken" }
  return isOpen(fault) || MISSING.has(fault.kind) ? tag : settleItem(tag, "refused", reasonOf(fault))
}

const TAKEN: ReadonlySet<FaultKind> = new Set(["name-taken", "colour-mismatch"])
/** Of tags to be merged: a look tells whether they are gone. */
export const MISSING: ReadonlySet<FaultKind> = new Set(["tag-not-found", "tag-not-in-module"])
const PASSING: ReadonlySet<FaultAction> = new Set(["retry", "wait", "reread-tags", "renew"])

/** Whether a fault leaves open what is true, or passes. */
export function isOpen({ kind }: ZohoFault): boolean {
  const { outcome, action } = catalogueRow(kind)
  return outcome === "unknown" || PASSING.has(action)
}

/**
 * A create call by what becomes of its tags: those that are settled or to be looked for, those that are sent again,
 * and those for which the plan has no room. The first part keeps the step's index.
 * @param answers by the place of the pending tags; a tag without one was not treated, and is sent again
 */
export function sorted(
  step: CreateStep,
  answers: readonly (Answer | undefined)[],
  now: number,
): CreateStep[] {
  const tags: Record<Fate, TagItem[]> = { told: [], again: [], "no-room": [] }
  let noRoom: ZohoFault | undefined
  let at = 0
  for (const tag of step.tags) {
    const answer = isPending(tag) ? answers[at++] : undefined
    const fault = answer?.ok === false ? answer.fault : undefined
    const fate = isPending(tag) ? fateOf(tag, answer, fault) : "told"
    if (fate === "no-room") noRoom = fault
    const isColorRefused = tag.colorRefused || (fate === "again" && fault !== undefined)
    tags[fate].push(
      fate === "told" && answer ? answered(tag, answer) : { ...tag, colorRefused: isColorRefused },
    )
  }
  const fresh = { ...step, looks: 0, strikes: 0, notBefore: now }
  const unsent = { ...fresh, attempts: Math.max(0, step.attempts - 1) }
  return [
    ...(tags.told.length > 0 ? [afterSettling({ ...fresh, tags: tags.told, phase: "verifying" })] : []),
    ...(tags.again.length > 0 ? [{ ...unsent, tags: tags.again, phase: "planned" } as const] : []),
    ...(noRoom ? [lookForRoom({ ...unsent, tags: tags["no-room"] }, noRoom, now)] : []),
  ]
}

type Fate = "told" | "again" | "no-room"

function fateOf(tag: TagItem, answer: Answer | undefined, fault: ZohoFault | undefined): Fate {
  if (!answer) return "again"
  if (fault?.kind === "color-refused" && tag.colorCode !== null && !tag.colorRefused) return "again"
  return fault?.kind === "plan-limit" ? "no-room" : "told"
}
