/** The re-read of the module's tags: the only thing that settles what was deleted, created or merged. */
import { catalogRow } from "../../zoho/errors/catalog"
import type { On, TagNames } from "../events"
import { afterSettling, isPending, itemsOf, settle, settlePending } from "../items"
import type { Job, JobTag, KeptTag } from "../job"
import { stepAt, withJob, withSteps, type JobRecord } from "../record"
import {
  inPhase,
  isTagStep,
  type CreatedTag,
  type CreateTagsStep,
  type MassDeleteStep,
  type TagStep,
} from "../steps"
import {
  backOff,
  hasCome,
  LATE_READS,
  LONGEST_WAIT,
  MOST_ATTEMPTS,
  SURE_READS,
  UNKNOWN_READS,
} from "../timing"
import { refuseStep } from "./bisect"
import { isFinal, onGoodAnswer, onJobWideFault, withFailure } from "./job-wide-faults"
import { fillRoom, needsRoom, recountRoom, refuseForRoom } from "./plan-limit"

export const onListed: On<"listed"> = (record, list, now) => {
  const ids = idsByName(list.tags)
  let next = onGoodAnswer(record)
  for (const index of list.steps) {
    const step = waitingAt(next, index)
    // Not its turn yet: an answer that came twice is one look, not two.
    if (!step || !hasCome(step.notBefore, now, LONGEST_WAIT)) continue
    const seen = afterSettling(refuseForRoom(next.job, compared(step, next.job, list.tags, ids), list))
    if (seen.phase === "settled") next = withSteps(next, seen)
    else if (needsRoom(seen)) next = fillRoom(next, seen, list, now)
    else if (step.phase === "verifying") next = verify(next, { ...seen, phase: "verifying" }, now)
    else next = resolve(next, seen, list.tags, now)
  }
  return recountRoom(next, list)
}

function waitingAt(record: JobRecord, index: number): TagStep | undefined {
  const step = stepAt(record, index)
  const isWaiting = step?.phase === "verifying" || step?.phase === "outcome-unknown"
  return isWaiting && isTagStep(step) ? step : undefined
}

export const onListFailed: On<"list-failed"> = (record, { steps, fault }, now) => {
  const jobWide = onJobWideFault(record, fault)
  if (jobWide) return jobWide
  const waiting = steps.flatMap((index) => waitingAt(record, index) ?? [])
  const isToReread = catalogRow(fault.kind).action === "reread-module" && !record.job.moduleReread
  // Only a mass delete names the module by its id.
  if (isToReread && record.steps.some(({ call }) => call === "mass-delete"))
    return withJob(record, { needs: "module" })
  return withFailure(record, waiting, fault, now)
}

/** The step with the tags settled that a list of the module's tags decides. */
function compared(step: TagStep, { keep }: Job, tags: TagNames, ids: IdsByName): TagStep {
  switch (step.call) {
    case "create-tags":
      return createdBy(step, tags, ids)
    case "merge-tags":
      return { ...step, tags: [mergedAway(step.tags[0], step.attempts, tags, keep)] }
    case "delete-tag":
      return { ...step, tags: [goneIfMissing(step.tags[0], tags, goneAs(step))] }
    case "mass-delete":
      return { ...step, tags: step.tags.map((tag) => goneIfMissing(tag, tags, goneAs(step))) }
  }
}

/** Where nothing was ever sent, a tag that is missing was gone before. */
function goneAs({ phase, attempts }: TagStep): "done" | "already" {
  return phase === "outcome-unknown" && attempts === 0 ? "already" : "done"
}

/** A tag that is listed no more: deleted if it was on its way, gone before if Zoho never found it. */
function goneIfMissing(tag: JobTag, listed: TagNames, as: "done" | "already"): JobTag {
  if (listed.has(tag.id)) return tag
  if (isPending(tag)) return settle(tag, as)
  return tag.state === "refused" ? settle(tag, "already") : tag
}

type IdsByName = ReadonlyMap<string, string>

/** A name that Zoho calls taken may be there in other letters, so these are found by small ones as well. */
function idsByName(tags: TagNames): IdsByName {
  const small = [...tags].map(([id, name]) => [smallOf(name), id] as const)
  return new Map([...small, ...[...tags].map(([id, name]) => [name, id] as const)])
}

const smallOf = (name: string): string => `\n${name.toLowerCase()}`

/** A tag that is listed is there: under the id that Zoho gave, or under the name. */
function createdBy(step: CreateTagsStep, tags: TagNames, ids: IdsByName): CreateTagsStep {
  const isFirstLook = step.attempts === 0 && step.phase === "outcome-unknown"
  const idFor = ({ name, answer }: CreatedTag): string | undefined =>
    ids.get(name) ?? (answer === "taken" ? ids.get(smallOf(name)) : undefined)
  const found = (tag: CreatedTag): CreatedTag => {
    if (!isPending(tag)) return tag
    const newId = tag.newId !== null && tags.has(tag.newId) ? tag.newId : idFor(tag)
    if (newId === undefined) return isFirstLook ? { ...tag, newId: null, answer: null } : tag
    const wasThere = tag.answer === "taken" || (tag.answer === null && isFirstLook)
    return settle({ ...tag, newId }, wasThere ? "already" : "done")
  }
  return { ...step, tags: step.tags.map(found) }
}

/** A tag that is listed no more has been merged; what was confirmed must still be what it was. */
function mergedAway(tag: JobTag, attempts: number, listed: TagNames, keep: KeptTag | null): JobTag {
  if (!isPending(tag) || !keep) return tag
  const isKeepThere = listed.get(keep.id) === keep.name
  const keepGone = { kind: "kept-tag-gone" } as const
  if (!listed.has(tag.id)) {
    if (attempts === 0) return settle(tag, "already")
    return isKeepThere ? settle(tag, "done") : settle(tag, "unknown", keepGone)
  }
  return isKeepThere ? refuseIfRenamed(tag, listed) : settle(tag, "refused", keepGone)
}

/** A name that was not confirmed is not deleted or merged under its old confirmation. */
function refuseIfRenamed(tag: JobTag, listed: TagNames): JobTag {
  const name = listed.get(tag.id)
  const isRenamed = isPending(tag) && name !== undefined && name !== tag.name
  return isRenamed ? settle(tag, "refused", { kind: "renamed" }) : tag
}

/** Zoho is done with the step, the list does not show it for all of its tags: it may lag, so they get later looks. */
function verify(record: JobRecord, step: TagStep, now: number): JobRecord {
  if (step.polls < readsFor(step))
    return withSteps(record, {
      ...{ ...step, polls: step.polls + 1, failures: 0 },
      notBefore: now + backOff(step.polls),
    })
  switch (step.call) {
    case "mass-delete": {
      const kind = step.verdict === "failed" ? "zoho-job-failed" : "kept-by-zoho"
      return withSteps(record, settlePending(step, "not-done", { kind }))
    }
    case "create-tags":
      return withSteps(record, notCreated(step, now))
    default:
      // Zoho called it missing, or done.
      return withSteps(
        record,
        step.outcomeUnknown
          ? settlePending(step, "refused", step.outcomeUnknown)
          : settlePending(step, "not-done", { kind: "not-seen" }),
      )
  }
}

/** Reads granted to tags that are not as Zoho says. Where Zoho itself says that they were kept, a lag is all there is. */
function readsFor(step: TagStep): number {
  if (step.call !== "mass-delete") return LATE_READS
  return step.verdict !== "completed" || isKeptByCounts(step) ? SURE_READS : LATE_READS
}

/** Whether Zoho itself says that as many tags were kept as the list still shows. */
function isKeptByCounts({ zohoCounts, tags }: MassDeleteStep): boolean {
  return zohoCounts?.failed === tags.filter(isPending).length
}

/** What Zoho gave no clear word on was certainly not created: it may be sent again. */
function notCreated(step: CreateTagsStep, now: number): CreateTagsStep {
  const tags = step.tags.map((tag) =>
    isPending(tag) && (tag.answer !== null || step.attempts >= MOST_ATTEMPTS)
      ? settle(tag, "not-done", { kind: "not-seen" })
      : tag,
  )
  return afterSettling(inPhase({ ...step, tags }, "planned", now))
}

/** More settled than before: Zoho is at work, look again. No change over several looks: the rest may be sent again. */
function resolve(record: JobRecord, step: TagStep, listed: TagNames, now: number): JobRecord {
  const settled = itemsOf(step).filter((item) => !isPending(item)).length
  const polls = step.lastSettled === settled ? step.polls + 1 : 0
  // Where nothing was ever sent there is nothing to wait for.
  if (polls < UNKNOWN_READS && step.attempts > 0 && step.phase === "outcome-unknown")
    return withSteps(record, {
      ...{ ...step, polls, lastSettled: settled, failures: 0 },
      notBefore: now + backOff(polls),
    })
  const decided = afterSettling(asSeen(step, listed, now))
  if (decided.phase !== "outcome-unknown") return withSteps(record, decided)
  const why = step.outcomeUnknown
  if (why !== null && isFinal(why)) return refuseStep(record, decided, why)
  if (step.attempts >= MOST_ATTEMPTS) {
    const kind = step.call === "mass-delete" ? "kept-by-zoho" : "not-seen"
    return refuseStep(record, decided, why ?? { kind }, "not-done")
  }
  return withSteps(record, { ...decided, phase: "planned", outcomeUnknown: null })
}

/** The step as it is sent again: what was confirmed under another name is not. */
function asSeen(step: TagStep, listed: TagNames, now: number): TagStep {
  const fresh = inPhase(step, step.phase, now)
  if (fresh.call !== "mass-delete") return fresh
  const tags = fresh.tags.map((tag) => refuseIfRenamed(tag, listed))
  return { ...fresh, tags, seenAt: now, zohoJobId: null, verdict: null }
}
