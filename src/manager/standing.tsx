import type { JSX } from "preact"
import { Button } from "../ui/button"
import { t } from "../ui/i18n"
import { ProblemNotice } from "../ui/notice"
import { CountingBar } from "./counting-bar"
import { JobBar } from "./job-bar"
import type { ManagerViewProps } from "./props"

/** What is under way, and why the last try came to nothing. */
export function Standing(props: ManagerViewProps): JSX.Element {
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
