/** Sending a step's call, and Zoho's answer for each of its items; what it refuses as a whole is in `refused.ts`. */
import { onGoodAnswer } from "../../deletion/machine/faults"
import { MOST_ATTEMPTS } from "../../deletion/pacing"
import { reasonOf, withJob } from "../../deletion/record"
import type { Reason } from "../../deletion/job"
import { backOff } from "../../runner/clock"
import { sendable } from "../due"
import type { Answers } from "../events"
import { settleItem, settlePending } from "../items"
import { stepAt, withSteps } from "../record"
import type { AddStep, Step, TaskRecord } from "../task"
import { answered, inTurn, isOpen, sorted } from "./answers"
import { beginSeeing } from "./seen"
import { afterSettling, partsOf } from "./steps"

/** Written down before the call leaves. Unchanged when the step may not be sent (any more). */
export function onSending(record: TaskRecord, index: number): TaskRecord {
  const step = sendable(record).find((each) => each.index === index)
  if (!step) return record
  const sending = { ...step, phase: "sending", attempts: step.attempts + 1, doubt: null } as const
  return withJob(withSteps(record, sending), { state: "running" })
}

/** Not sent after all: the tag has been protected since it was confirmed, and stays. */
export function onHeldBack(record: TaskRecord, index: number): TaskRecord {
  const step = stepAt(record, index)
  if (step?.call !== "merge-tags" || step.phase !== "sending") return record
  return withSteps(
    record,
    settlePending({ ...step, attempts: step.attempts - 1 }, "refused", { kind: "protected" }),
  )
}

/** A call that was on its way when the worker died may or may not have arrived. */
export function onWoke(record: TaskRecord, now: number): TaskRecord {
  const lost = record.steps.filter(({ phase }) => phase === "sending")
  return lost.length === 0 ? record : withSteps(record, ...lost.map((step) => undecided(step, now, null)))
}

/**
 * A call of which nobody knows whether it was carried out. Putting tags on records is simply done again: a record
 * has a tag or has it not, and one that has it is not changed. Everything else waits for a look.
 */
export function undecided(step: Step, now: number, doubt: Reason | null): Step {
  if (step.call === "add-tags") return { ...step, phase: "planned", notBefore: now }
  return { ...step, phase: "in-doubt", doubt, looks: 0, lastSeen: null, strikes: 0, notBefore: now }
}

export function onAnswered(record: TaskRecord, index: number, answers: Answers, now: number): TaskRecord {
  const step = stepAt(record, index)
  if (step?.phase !== "sending") return record
  const known = withJob(onGoodAnswer(record), { failuresInRow: 0 })
  if (step.call === "add-tags") {
    const told = tagged(step, answers, now)
    return withSteps(known, told.phase === "planned" ? told : beginSeeing(told, record.job.check))
  }
  if (step.call === "create-tags")
    return withSteps(known, ...partsOf(known, step, sorted(step, answers, now)))
  const [answer] = answers
  const [tag] = step.tags
  const told = { ...step, phase: "verifying", looks: 0, strikes: 0, notBefore: now } as const
  return withSteps(known, answer ? afterSettling({ ...told, tags: [answered(tag, answer)] }) : told)
}

function tagged(step: AddStep, answers: Answers, now: number): AddStep {
  const records = inTurn(step.records, answers, (item, answer) => {
    if (answer.ok) return settleItem(item, "done")
    return isOpen(answer.fault) ? item : settleItem(item, "refused", reasonOf(answer.fault))
  })
  const again = records.some(({ state }) => state === "pending")
  if (!again) return { ...step, records, phase: "verifying", strikes: 0, looks: 0, notBefore: now }
  const last = answers.find((answer) => !answer.ok && isOpen(answer.fault))
  if (step.attempts < MOST_ATTEMPTS)
    return {
      ...{ ...step, records, phase: "planned", strikes: step.strikes + 1 },
      notBefore: now + backOff(step.strikes),
    }
  const reason = last && !last.ok ? reasonOf(last.fault) : null
  const refused = records.map((item) =>
    item.state === "pending" ? settleItem(item, "refused", reason) : item,
  )
  return { ...step, records: refused, phase: "verifying", looks: 0, notBefore: now }
}
