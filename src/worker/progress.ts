/** A job as the page and the popup ask for it. */
import { isGood, settledOf, tagsOf, totalOf } from "../jobs/items"
import { isFinished } from "../jobs/job"
import type { Job, Reason } from "../jobs/job"
import type { JobRecord } from "../jobs/record"
import type { JobProgress, TagOutcomeView } from "../messaging/views"
import { reasonText } from "../ui/reason"

/** `steps` are only looked at when the job is finished. */
export function progressOf({ job, steps }: JobRecord): JobProgress {
  const isOver = isFinished(job.state)
  const tags = isOver ? steps.flatMap(tagsOf) : []
  const tagCount = totalOf(job.tags)
  return {
    jobId: job.id,
    kind: job.kind,
    org: job.org,
    module: job.module,
    group: job.group,
    mergedInto: job.keep?.name ?? null,
    state: job.state,
    tagCount,
    counts: job.tags,
    progress: settledOf(job.tags) + job.reportedDone,
    startsAt: isOver || settledOf(job.tags) > 0 ? null : job.startAt,
    backup: job.backup?.phase === "due" && !isOver ? job.backup : null,
    pause: job.pause,
    isRestorable: isOver && isRestorable(job),
    reason: job.reason,
    why: whyOf(reasonOf(job)),
    createdAt: job.createdAt,
    finishedAt: job.finishedAt,
    goneIds: tags.filter(isGood).map(({ id }) => id),
    kept: tags
      .filter((tag) => !isGood(tag))
      .map(({ id, name, state, reason }): TagOutcomeView => ({ id, name, state, why: whyOf(reason) })),
  }
}

const isRestorable = ({ backup, tags }: Job): boolean => backup?.phase === "done" && tags.done > 0

/** Why it is paused, or ended as it did. */
function reasonOf({ pause, reason }: Job): Reason | null {
  if (pause?.why === "permission-removed") return { kind: "access-removed" }
  return pause?.reason ?? reason
}

function whyOf(reason: Reason | null): string | null {
  return reason === null ? null : reasonText(reason)
}
