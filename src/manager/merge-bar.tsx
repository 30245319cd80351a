import type { JSX } from "preact"
import { isFinished } from "../deletion/job"
import type { Reason } from "../deletion/job"
import { totalOf } from "../task/items"
import type { Task } from "../task/task"
import { Alert } from "../ui/alert"
import { AllowAccess } from "../ui/allow-access"
import { Progress } from "../ui/bars"
import { Button } from "../ui/button"
import { t, tn } from "../ui/i18n"
import { JobStateWord } from "../ui/job-state"
import { reasonText } from "../ui/reason"
import { ReportButtons } from "../ui/report-buttons"
import type { ReportKind } from "../ui/report-file"
import { orgPatterns } from "../zoho/data-centres"

export interface MergeBarProps {
  readonly task: Task
  readonly onReport: (kind: ReportKind) => void
  readonly onDismiss: () => void
}

/** A merge: how far it is, or what became of it. The popup has the rest. */
export function MergeBar({ task, onReport, onDismiss }: MergeBarProps): JSX.Element {
  const { tags, state, keep, module, pause, reason } = task
  const all = totalOf(tags)
  const merged = tags.done + tags.already
  const title = tn("merging", all, keep?.name ?? "", module.pluralLabel)
  const shut = pause?.why === "permission-removed"
  const why: Reason | null = shut ? { kind: "access-removed" } : (pause?.reason ?? reason)
  return (
    <section class="jobbar" aria-label={title}>
      {why && <Alert>{reasonText(why)}</Alert>}
      <div class="line">
        <div class="job">
          <span class="strong">{title}</span>
          <JobStateWord state={state} />
          {isFinished(state) ? (
            <span role="status" aria-label={tn("task_merged", merged)}>
              {tn("task_merged", merged)}
            </span>
          ) : (
            <Progress
              label={title}
              value={all - tags.pending}
              max={all}
              text={t("progress", all - tags.pending, all)}
              still={state === "paused"}
            />
          )}
          {isFinished(state) && all > merged && <span class="soft">{tn("task_left", all - merged)}</span>}
        </div>
        {shut && <AllowAccess origins={orgPatterns(task.org)} />}
        {isFinished(state) && (
          <>
            <ReportButtons quiet onDownload={onReport} />
            <Button kind="quiet" icon="cross" label={t("close")} onClick={onDismiss} />
          </>
        )}
      </div>
    </section>
  )
}
