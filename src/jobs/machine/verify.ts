/** Handles the re-read of the module's tags. Only this settles deleted, created or merged tags. */
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
  KEPT_READS,
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
    // Not due yet: a duplicate answer counts as one read.
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
  const shouldReread = catalogRow(fault.kind).action === "reread-module" && !record.job.moduleReread
  // Only a mass delete refers to the module by its id.
  if (shouldReread && record.steps.some(({ call }) => call === "mass-delete"))
    return withJob(record, { needs: "module" })
  return withFailure(record, waiting, fault, now)
}

/** Settles the step's tags that the list of the module's tags decides. */
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

/** If the step was never sent, a missing tag was already gone. */
function goneAs({ phase, attempts }: TagStep): "done" | "already" {
  return phase === "outcome-unknown" && attempts === 0 ? "already" : "done"
}

/** Settles a tag that is no longer listed: as `as` if pending, as already gone if Zoho refused it. */
function goneIfMissing(tag: JobTag, listed: TagNames, as: "done" | "already"): JobTag {
  if (listed.has(tag.id)) return tag
  if (isPending(tag)) return settle(tag, as)
  return tag.state === "refused" ? settle(tag, "already") : tag
}

type IdsByName = ReadonlyMap<string, string>

/** Ids by exact name, and by lowercase name: a name that Zoho reports as taken may differ in case. */
function idsByName(tags: TagNames): IdsByName {
  const lowercase = [...tags].map(([id, name]) => [lowercaseKey(name), id] as const)
  return new Map([...lowercase, ...[...tags].map(([id, name]) => [name, id] as const)])
}

const lowercaseKey = (name: string): string => `\n${name.toLowerCase()}`

/** Settles the created tags that are listed, by the id in Zoho's answer or by name. */
function createdBy(step: CreateTagsStep, tags: TagNames, ids: IdsByName): CreateTagsStep {
  const isFirstLook = step.attempts === 0 && step.phase === "outcome-unknown"
  const idFor = ({ name, answer }: CreatedTag): string | undefined =>
    ids.get(name) ?? (answer === "taken" ? ids.get(lowercaseKey(name)) : undefined)
  const found = (tag: CreatedTag): CreatedTag => {
    if (!isPending(tag)) return tag
    const newId = tag.newId !== null && tags.has(tag.newId) ? tag.newId : idFor(tag)
    if (newId === undefined) return isFirstLook ? { ...tag, newId: null, answer: null } : tag
    const wasThere = tag.answer === "taken" || (tag.answer === null && isFirstLook)
    return settle({ ...tag, newId }, wasThere ? "already" : "done")
  }
  return { ...step, tags: step.tags.map(found) }
}

/** Settles a tag to merge. Unlisted: merged or already gone. Listed: refused if it or the kept tag was changed. */
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

/** Refuses a renamed tag, because its new name was not confirmed. */
function refuseIfRenamed(tag: JobTag, listed: TagNames): JobTag {
  const name = listed.get(tag.id)
  const isRenamed = isPending(tag) && name !== undefined && name !== tag.name
  return isRenamed ? settle(tag, "refused", { kind: "renamed" }) : tag
}

/** Zoho is done with the step, but the list does not show it for all tags. The list may lag, so it is read again. */
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
      // Zoho reported the tag as missing, or the call as done.
      return withSteps(
        record,
        step.outcomeUnknown
          ? settlePending(step, "refused", step.outcomeUnknown)
          : settlePending(step, "not-done", { kind: "not-seen" }),
      )
  }
}

/** Extra reads if the list differs from Zoho's answer. Fewer if Zoho itself reports that the tags were kept. */
function readsFor(step: TagStep): number {
  if (step.call !== "mass-delete") return LATE_READS
  return step.verdict !== "completed" || isKeptByCounts(step) ? KEPT_READS : LATE_READS
}

/** Whether Zoho's count of failed deletions equals the number of tags still listed. */
function isKeptByCounts({ zohoCounts, tags }: MassDeleteStep): boolean {
  return zohoCounts?.failed === tags.filter(isPending).length
}

/** Unlisted tags for which Zoho gave no clear answer were not created, so they may be sent again. */
function notCreated(step: CreateTagsStep, now: number): CreateTagsStep {
  const tags = step.tags.map((tag) =>
    isPending(tag) && (tag.answer !== null || step.attempts >= MOST_ATTEMPTS)
      ? settle(tag, "not-done", { kind: "not-seen" })
      : tag,
  )
  return afterSettling(inPhase({ ...step, tags }, "planned", now))
}

/** Reads again while more items settle: Zoho is still working. After several unchanged reads, resends the rest. */
function resolve(record: JobRecord, step: TagStep, listed: TagNames, now: number): JobRecord {
  const settled = itemsOf(step).filter((item) => !isPending(item)).length
  const polls = step.lastSettled === settled ? step.polls + 1 : 0
  // A step that was never sent need not wait.
  if (polls < UNKNOWN_READS && step.attempts > 0 && step.phase === "outcome-unknown")
    return withSteps(record, {
      ...{ ...step, polls, lastSettled: settled, failures: 0 },
      notBefore: now + backOff(polls),
    })
  const decided = afterSettling(forResend(step, listed, now))
  if (decided.phase !== "outcome-unknown") return withSteps(record, decided)
  const why = step.outcomeUnknown
  if (why !== null && isFinal(why)) return refuseStep(record, decided, why)
  if (step.attempts >= MOST_ATTEMPTS) {
    const kind = step.call === "mass-delete" ? "kept-by-zoho" : "not-seen"
    return refuseStep(record, decided, why ?? { kind }, "not-done")
  }
  return withSteps(record, { ...decided, phase: "planned", outcomeUnknown: null })
}

/** Prepares the step to be sent again, without renamed tags. */
function forResend(step: TagStep, listed: TagNames, now: number): TagStep {
  const fresh = inPhase(step, step.phase, now)
  if (fresh.call !== "mass-delete") return fresh
  const tags = fresh.tags.map((tag) => refuseIfRenamed(tag, listed))
  return { ...fresh, tags, seenAt: now, zohoJobId: null, verdict: null }
}
