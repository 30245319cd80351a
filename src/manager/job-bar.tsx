import type { JSX } from "preact"
import { useId, useState } from "preact/hooks"
import { isFinished } from "../deletion/job"
import type { JobProgress } from "../messaging/views"
import { Alert } from "../ui/alert"
import { Button, Disclosure } from "../ui/button"
import { t } from "../ui/i18n"
import { KeptList, Result, Running } from "../ui/job-line"

export interface JobBarProps {
  readonly job: JobProgress
  readonly onCancel: () => void
  readonly onDismiss: () => void
  readonly onSignIn: () => void
}

/** The module's job: how far it is, or what became of it, with what was kept and why. */
export function JobBar({ job, onCancel, onDismiss, onSignIn }: JobBarProps): JSX.Element {
  const [open, setOpen] = useState(false)
  const id = useId()
  const over = isFinished(job.state)
  return (
    <section class="jobbar" aria-label={t("job_here")}>
      {job.why && <Alert>{job.why}</Alert>}
      <div class="line">
        {over ? <Result job={job} /> : <Running job={job} />}
        {!over && job.pause?.why === "sign-in" && <Button onClick={onSignIn}>{t("sign_in")}</Button>}
        {!over && <Button onClick={onCancel}>{t("cancel")}</Button>}
        {over && job.kept.length > 0 && (
          <Disclosure open={open} controls={id} onToggle={() => setOpen(!open)}>
            {t("why")}
          </Disclosure>
        )}
        {over && <Button kind="quiet" icon="cross" label={t("close")} onClick={onDismiss} />}
      </div>
      {over && open && (
        <div class="kept" id={id}>
          <KeptList kept={job.kept} />
        </div>
      )}
    </section>
  )
}
