/** New steps of a job, and which of them are about tags. Their form is in `step-schema.ts`. */
import type { JobTag } from "./schema"
import type { MassDeleteStep, Phase, Step, StepHead, TagStep } from "./step-schema"

export type * from "./step-schema"

/** Whether a step is about tags, and not about records that carry one. */
export function isTagStep(step: Step): step is TagStep {
  return step.call !== "add-tags"
}

export function newStep(jobId: string, index: number, phase: Phase, now: number): StepHead {
  return {
    ...{ jobId, index, phase, attempts: 0, notBefore: now, failures: 0, polls: 0 },
    ...{ lastSettled: null, outcomeUnknown: null },
  }
}

/** A mass delete that has never been sent. */
export function newMassDelete(
  jobId: string,
  index: number,
  tags: readonly JobTag[],
  now: number,
): MassDeleteStep {
  return {
    ...{ ...newStep(jobId, index, "planned", now), call: "mass-delete", tags, zohoJobId: null },
    ...{ zohoCounts: null, countedAt: null, verdict: null, sentAt: now, seenAt: now },
  }
}
