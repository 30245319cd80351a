/** The re-read of the module's tags: the only thing that settles what was made or merged. */
import type { TagNames, TagsThere } from "../../deletion/events"
import type { Reason } from "../../deletion/job"
import { isFinal, onGoodAnswer, onJobWideFault } from "../../deletion/machine/faults"
import { LATE_READS, LONGEST_WAIT, LOOKS_IN_DOUBT, MOST_ATTEMPTS } from "../../deletion/pacing"
import { backOff, hasCome } from "../../runner/clock"
import type { ZohoFault } from "../../zoho/errors/fault"
import { hasPending, settleItem, settlePending } from "../items"
import { stepAt, withSteps } from "../record"
import type { CreateStep, MergeStep, TagItem, TaskRecord } from "../task"
import { fillRoom, needsRoom, recountRoom } from "./plan-limit"
import { afterSettling, refuseStep, strike } from "./steps"

export function onListed(
  record: TaskRecord,
  indexes: readonly number[],
  there: TagsThere,
  now: number,
): TaskRecord {
  const { tags } = there
  const ids = idsByName(tags)
  let next = onGoodAnswer(record)
  for (const index of indexes) {
    const step = stepAt(next, index)
    // Not its turn yet: an answer that came twice is one look, not two.
    if (!step || step.call === "add-tags" || !hasCome(step.notBefore, now, LONGEST_WAIT)) continue
    if (step.phase !== "in-doubt" && step.phase !== "verifying") continue
    const compared =
      step.call === "create-tags" ? foundAgain(step, tags, ids) : mergedAway(step, tags, record.job.keep)
    next = decide(next, compared, there, now)
  }
  return recountRoom(next, there)
}

export function onListFailed(
  record: TaskRecord,
  indexes: readonly number[],
  fault: ZohoFault,
  now: number,
): TaskRecord {
  const taskWide = onJobWideFault(record, fault)
  if (taskWide) return taskWide
  const waiting = indexes
    .map((index) => stepAt(record, index))
    .filter((step) => step?.phase === "in-doubt" || step?.phase === "verifying")
    .filter((step) => step !== undefined)
  return strike(record, waiting, fault, now)
}

/** A name that Zoho calls taken may be there in other letters, so these are found by small ones as well. */
function idsByName(tags: TagNames): ReadonlyMap<string, string> {
  const small = [...tags].map(([id, name]) => [smallOf(name), id] as const)
  return new Map([...small, ...[...tags].map(([id, name]) => [name, id] as const)])
}

/** Cannot be mistaken for a tag's own name. */
const smallOf = (name: string): string => `\n${name.toLowerCase()}`

/** A tag that is listed is there: under the id that Zoho told, or under the name. */
function foundAgain(step: CreateStep, tags: TagNames, ids: ReadonlyMap<string, string>): CreateStep {
  const isFirstLook = step.attempts === 0 && step.phase === "in-doubt"
  const found = (tag: TagItem): TagItem => {
    if (tag.state !== "pending") return tag
    const id = tag.id !== null && tags.has(tag.id) ? tag.id : idFor(tag, ids)
    if (id === undefined) return isFirstLook ? { ...tag, id: null, answer: null } : tag
    const wasThere = tag.answer === "taken" || (tag.answer === null && isFirstLook)
    return settleItem({ ...tag, id }, wasThere ? "already" : "done")
  }
  return { ...step, tags: step.tags.map(found) }
}

function idFor({ name, answer }: TagItem, ids: ReadonlyMap<string, string>): string | undefined {
  return ids.get(name) ?? (answer === "taken" ? ids.get(smallOf(name)) : undefined)
}

/** A tag that is listed no more has been merged; what was confirmed must still be what it was. */
function mergedAway(step: MergeStep, tags: TagNames, keep: TaskRecord["job"]["keep"]): MergeStep {
  const [tag] = step.tags
  if (tag.state !== "pending" || !keep) return step
  const name = tags.get(tag.oldId)
  const keptName = tags.get(keep.id)
  return { ...step, tags: [mergeOf(tag, step.attempts, name, keptName === keep.name)] }
}

function mergeOf(tag: TagItem, attempts: number, name: string | undefined, keepIsThere: boolean): TagItem {
  const keepGone: Reason = { kind: "kept-tag-gone" }
  if (name === undefined) {
    if (attempts === 0) return settleItem(tag, "already")
    return keepIsThere ? settleItem(tag, "done") : settleItem(tag, "unknown", keepGone)
  }
  if (!keepIsThere) return settleItem(tag, "refused", keepGone)
  return name === tag.name ? tag : settleItem(tag, "refused", { kind: "renamed" })
}

function decide(
  record: TaskRecord,
  compared: CreateStep | MergeStep,
  there: TagsThere,
  now: number,
): TaskRecord {
  const step = afterSettling(compared)
  if (step.phase === "settled") return withSteps(record, step)
  if (step.call === "create-tags" && needsRoom(step)) return fillRoom(record, step, there, now)
  return step.phase === "verifying" ? verify(record, step, now) : resolve(record, step, now)
}

/** Zoho has answered, the list does not show it yet: it may lag. */
function verify(record: TaskRecord, step: CreateStep | MergeStep, now: number): TaskRecord {
  if (step.looks < LATE_READS)
    return withSteps(record, {
      ...{ ...step, looks: step.looks + 1, strikes: 0 },
      notBefore: now + backOff(step.looks),
    })
  if (step.doubt !== null) return withSteps(record, settlePending(step, "refused", step.doubt))
  // What Zoho gave no clear word on was certainly not done: it may be sent again.
  const tags = step.tags.map((tag) =>
    tag.state === "pending" && (tag.answer !== null || step.attempts >= MOST_ATTEMPTS)
      ? settleItem(tag, "unseen", { kind: "not-seen" })
      : tag,
  )
  const left = { ...step, tags, looks: 0, notBefore: now } as CreateStep | MergeStep
  return withSteps(record, hasPending(left) ? { ...left, phase: "planned" } : { ...left, phase: "settled" })
}

/** Nobody knows whether the call was carried out. No change over several looks: it was not, and may be sent again. */
function resolve(record: TaskRecord, step: CreateStep | MergeStep, now: number): TaskRecord {
  const seen = step.tags.filter(({ state }) => state !== "pending").length
  const looks = step.lastSeen === seen ? step.looks + 1 : 0
  // Where nothing was ever sent there is nothing to wait for.
  if (looks < LOOKS_IN_DOUBT && step.attempts > 0)
    return withSteps(record, {
      ...{ ...step, looks, lastSeen: seen, strikes: 0 },
      notBefore: now + backOff(looks),
    })
  if (step.doubt !== null && isFinal(step.doubt)) return refuseStep(record, step, step.doubt)
  if (step.attempts >= MOST_ATTEMPTS)
    return withSteps(record, settlePending(step, "unseen", step.doubt ?? { kind: "not-seen" }))
  return withSteps(record, {
    ...step,
    phase: "planned",
    looks: 0,
    lastSeen: null,
    doubt: null,
    notBefore: now,
  })
}
