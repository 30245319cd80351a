import type { JSX } from "preact"
import { useState } from "preact/hooks"
import type { Problem } from "../messaging/views"
import { Button } from "../ui/button"
import { t } from "../ui/i18n"
import { ProblemNotice } from "../ui/notice"
import { factsOf, isComplete, looksLikeClientId } from "./kinds"
import type { ConnectForm as Form } from "./kinds"
import { PasteStep, RegisterStep, Step, WhereStep } from "./steps"

export interface ConnectFormProps {
  readonly initial: Form
  readonly redirectUrl: string
  /** Zoho's window is open. */
  readonly connecting: boolean
  readonly problem: Problem | null
  readonly onConnect: (form: Form) => void
}

/** The guided way to a connected org. Each step is ticked when it is done. */
export function ConnectForm(props: ConnectFormProps): JSX.Element {
  const [form, setForm] = useState(props.initial)
  const onChange = (part: Partial<Form>): void => setForm({ ...form, ...part })
  const complete = isComplete(form)
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (complete && !props.connecting) props.onConnect(form)
  }
  return (
    <form onSubmit={submit}>
      <ol class="steps">
        <Step number={1} title={t("step_where")} done={form.clientId !== ""}>
          <WhereStep form={form} onChange={onChange} />
        </Step>
        <Step number={2} title={t("step_register")} done={looksLikeClientId(form.clientId)}>
          <RegisterStep form={form} redirectUrl={props.redirectUrl} />
        </Step>
        <Step number={3} title={t("step_paste")} done={complete}>
          <PasteStep form={form} onChange={onChange} />
        </Step>
        <Step number={4} title={t("step_connect")}>
          <p class="soft">{t(factsOf(form.kind).redirects ? "step_connect_means" : "step_connect_self")}</p>
          {props.problem && <ProblemNotice problem={props.problem} />}
          <div class="acts">
            <Button kind="primary" submit disabled={!complete || props.connecting}>
              {t("connect_button")}
            </Button>
            <span class="soft" aria-live="polite">
              {props.connecting ? t("bar_connecting") : ""}
            </span>
          </div>
        </Step>
      </ol>
    </form>
  )
}
