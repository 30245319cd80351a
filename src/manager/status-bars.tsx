import type { JSX } from "preact"

import { t, tn } from "../i18n/translate"
import { Button } from "../ui/controls"
import { Notice, ProblemNotice } from "../ui/notices"
import { Progress } from "../ui/progress"
import { JobBar } from "./job-bars"
import type { ManagerViewProps } from "./props"
import type { Counting } from "./use-usage"

/** What is in progress, and why the last attempt failed. */
export function StatusBars(props: ManagerViewProps): JSX.Element {
  const { jobs, counting, onSignIn } = props
  const { problem } = props.asking
  return (
    <>
      {jobs.sets.map((set) => (
        <JobBar
          key={set.id}
          set={set}
          onCancel={() => props.onCancelJobs(set)}
          onDismiss={() => jobs.dismiss(set)}
          onUndo={props.onUndo}
          onSignIn={onSignIn}
          onReport={(kind) => props.onReport(set.jobs, kind)}
        />
      ))}
      {problem && (
        <ProblemNotice problem={problem}>
          {problem.action === "sign-in" && <Button onClick={onSignIn}>{t("sign_in")}</Button>}
        </ProblemNotice>
      )}
      <CountingBar counting={counting} />
    </>
  )
}

/** Before counting records: its cost. During it: its progress. */
function CountingBar({ counting }: { counting: Counting }): JSX.Element | null {
  const { offered, progress, problem } = counting
  if (progress)
    return (
      <div class="line">
        <span>{t("counting")}</span>
        <span class="grow">
          <Progress
            label={t("counting")}
            value={progress.done}
            max={progress.total}
            text={t("progress", progress.done, progress.total)}
          />
        </span>
        <span class="soft">{t("progress", progress.done, progress.total)}</span>
        <Button onClick={counting.stop}>{t("stop")}</Button>
      </div>
    )
  if (problem)
    return (
      <ProblemNotice problem={problem}>
        <Button onClick={counting.stop}>{t("close")}</Button>
      </ProblemNotice>
    )
  if (!offered) return null
  return (
    <Notice tone="info">
      <p class="strong">{tn("count_offer", offered.length)}</p>
      <div class="acts">
        <Button kind="primary" onClick={counting.start}>
          {t("count_start")}
        </Button>
        <Button onClick={counting.withdraw}>{t("cancel")}</Button>
      </div>
    </Notice>
  )
}
