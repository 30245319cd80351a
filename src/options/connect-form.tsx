import type { JSX } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"
import type { Outcome, Problem } from "../messaging/views"
import { Button } from "../ui/button"
import { t } from "../ui/i18n"
import { ProblemNotice } from "../ui/notice"
import type { DataCentreLocation } from "../zoho/data-centres"
import { factsOf, isComplete, looksLikeClientId } from "./kinds"
import type { ConnectForm as Form } from "./kinds"
import { OtherDataCenter } from "./other-data-center"
import { stepOf } from "./step-of"
import type { StepNumber } from "./step-of"
import { PasteStep, RegisterStep, Step, WhereStep } from "./steps"
import { useClientCheck } from "./use-client-check"

export interface ConnectFormProps {
  readonly initial: Form
  /** The fields that the firm has filled in. */
  readonly decided: Partial<Form>
  readonly redirectUrl: string
  /** Zoho's window is open. */
  readonly connecting: boolean
  readonly problem: Problem | null
  readonly onConnect: (form: Form) => void
  /** The browser's permission, which was missing, is there now. */
  readonly onAllowed: (form: Form) => void
  /** Asks Zoho whether it would let this client in. */
  readonly onCheck: (form: Form) => Promise<Outcome<boolean>>
  /** The other data centers in which Zoho knows this client; null: the browser did not let us ask. */
  readonly onFind: (form: Form) => Promise<readonly DataCentreLocation[] | null>
}

/** The guided way to a connected org. Each step is ticked when it is done, and says what is wrong with it. */
export function ConnectForm(props: ConnectFormProps): JSX.Element {
  const [form, setForm] = useState(props.initial)
  const isDecided = props.decided.clientId !== undefined
  const paste = isDecided ? 2 : 3
  const [tried, setTried] = useState<Form>(props.initial)
  const check = useClientCheck(form, props.onCheck)
  const place = useRef<HTMLDivElement>(null)
  const onChange = (part: Partial<Form>): void => setForm({ ...form, ...part })
  const complete = isComplete(form)
  const facts = factsOf(form.kind)
  // What was wrong with other values says nothing of these.
  const refused = tried === form ? props.problem : null
  const problem = refused ?? check.problem
  const wrong = problem && stepOf(problem.kind, form.kind)
  // The button is steps away from what is to be mended.
  useEffect(() => {
    if (refused) place.current?.scrollIntoView({ block: "center" })
  }, [refused])
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!complete || props.connecting) return
    setTried(form)
    props.onConnect(form)
  }
  // What is registered by an administrator has no step of its own here.
  const isHere = (step: StepNumber): boolean => wrong === step || (step === 4 && wrong === 2 && isDecided)
  const told = (step: StepNumber): JSX.Element | null =>
    problem && isHere(step) ? (
      <div ref={place}>
        <ProblemNotice problem={problem} onAllowed={() => props.onAllowed(form)}>
          {problem.kind === "invalid-client" && props.decided.location === undefined && (
            <OtherDataCenter
              onFind={() => props.onFind(form)}
              onChoose={(location) => onChange({ location })}
            />
          )}
        </ProblemNotice>
      </div>
    ) : null
  const standing = (step: StepNumber, done: boolean): { done: boolean; wrong: boolean } => ({
    done: done && wrong !== step,
    wrong: wrong === step,
  })
  return (
    <form onSubmit={submit}>
      <ol class="steps">
        <Step number={1} title={t("step_where")} {...standing(1, form.clientId !== "")}>
          <WhereStep form={form} decided={props.decided} onChange={onChange} />
          {told(1)}
        </Step>
        {/* What an administrator has registered is done. */}
        {!isDecided && (
          <Step number={2} title={t("step_register")} {...standing(2, looksLikeClientId(form.clientId))}>
            <RegisterStep form={form} redirectUrl={props.redirectUrl} />
            {told(2)}
          </Step>
        )}
        <Step number={paste} title={t("step_paste")} {...standing(3, complete)}>
          <PasteStep form={form} decided={props.decided} check={check} onChange={onChange} />
          {told(3)}
        </Step>
      </ol>
      <div class="last-step">
        {told(4)}
        <div class="acts">
          <Button kind="primary" submit disabled={!complete || props.connecting}>
            {t("connect_button")}
          </Button>
          <span class="soft" aria-live="polite">
            {props.connecting
              ? t("bar_connecting")
              : wrong && wrong < 4
                ? t("step_look", wrong === 3 ? paste : wrong)
                : t(facts.redirects ? "step_connect_means" : "step_connect_self")}
          </span>
        </div>
      </div>
    </form>
  )
}
