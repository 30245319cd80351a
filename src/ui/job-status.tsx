/** A job on an extension page, whatever its kind: its state, its progress, and what it waits for. */
import type { ComponentChildren, JSX } from "preact"

import { jobNumbers, jobProgress } from "../i18n/job-text"
import { isFinished, type Job } from "../jobs/job"
import { JobStateWord, Progress, WaitLine } from "./progress"

/** A job's state with its progress or result, and a progress bar until it is finished. */
export function JobStatus(props: {
  readonly job: Pick<Job, "kind" | "state" | "tags" | "records" | "reportedDone" | "wait">
  /** Accessible name of the progress bar. */
  readonly label: string
  /** Instead of the progress. */
  readonly words?: string | null
  /** At the end of the line. */
  readonly children?: ComponentChildren
}): JSX.Element {
  const { job, label } = props
  const words = props.words ?? jobNumbers(job)
  return (
    <>
      <div class="line">
        <JobStateWord state={job.state} />
        <span class="soft">{words}</span>
        {props.words == null && !isFinished(job.state) && <WaitLine wait={job.wait} />}
        {props.children}
      </div>
      {!isFinished(job.state) && (
        <Progress label={label} {...jobProgress(job)} text={words} still={job.state === "paused"} />
      )}
    </>
  )
}
