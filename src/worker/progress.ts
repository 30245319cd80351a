/** A job as the page and the popup ask for it. */
import type { JobRecord, Reason } from "../deletion/job"
import { isFinished } from "../deletion/job"
import type { JobProgress, TagOutcomeView } from "../messaging/views"
import { reasonText } from "../ui/reason"

/** `record` with its chunks; they are only looked at when the job is finished. */
export function progressOf({ job, chunks }: JobRecord): JobProgress {
  const tags = isFinished(job.state) ? chunks.flatMap((chunk) => chunk.tags) : []
  const gone = tags.filter((tag) => tag.state === "deleted" || tag.state === "already-gone")
  const kept = tags.filter((tag) => tag.state !== "deleted" && tag.state !== "already-gone")
  return {
    jobId: job.id,
    org: job.org,
    module: job.module,
    group: job.group,
    state: job.state,
    tagCount: job.tagCount,
    counts: job.counts,
    progress: job.tagCount - job.counts.pending + job.reportedDone,
    startsAt: isFinished(job.state) || job.counts.pending < job.tagCount ? null : job.startAt,
    backup: job.backup?.phase === "due" && !isFinished(job.state) ? job.backup : null,
    pause: job.pause,
    isRestorable: isFinished(job.state) && job.backup?.phase === "done" && job.counts.deleted > 0,
    reason: job.reason,
    why: whyOf(job.pause?.why === "permission-removed" ? ACCESS_REMOVED : (job.pause?.reason ?? job.reason)),
    createdAt: job.createdAt,
    finishedAt: job.finishedAt,
    goneIds: gone.map((tag) => tag.id),
    kept: kept.map((tag): TagOutcomeView => ({
      id: tag.id,
      name: tag.name,
      state: tag.state,
      why: whyOf(tag.reason),
    })),
  }
}

const ACCESS_REMOVED: Reason = { kind: "access-removed" }

function whyOf(reason: Reason | null): string | null {
  return reason === null ? null : reasonText(reason)
}
