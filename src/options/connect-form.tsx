/** The forms that connect an org, or sign in to it again. Their state and their checks are in `connect-state.ts`. */
import type { JSX } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"
import { dataCenterText } from "../i18n/format"
import { t } from "../i18n/translate"
import type { Outcome, Problem } from "../messages/views"
import { Button } from "../ui/controls"
import { ProblemNotice } from "../ui/notices"
import type { DataCenterLocation } from "../zoho/data-centers"
import { isComplete, KINDS, stepOf, useClientCheck } from "./connect-state"
import type { ConnectForm as Form, StepNumber } from "./connect-state"
import { PasteStep, RegisterStep, Step, WhereStep } from "./steps"
import { CopyField, TextField } from "../ui/fields"

export interface ConnectFormProps {
  readonly initial: Form
  /** The fields that the policy has filled in. */
  readonly decided: Partial<Form>
  readonly redirectUrl: string
  readonly connecting: boolean
  readonly problem: Problem | null
  /** `isAllowed`: the browser's permission, which was missing, has just been granted. */
  readonly onConnect: (form: Form, isAllowed?: boolean) => void
  /** Asks Zoho whether it would accept this client. */
  readonly onCheck: (form: Form) => Promise<Outcome<boolean>>
  /** The other data centers in which Zoho knows this client; null: the browser did not let us ask. */
  readonly onFind: (form: Form) => Promise<readonly DataCenterLocation[] | null>
}

/** Guides the user to a connected org. Each step gets a check mark when it is right, and says what is wrong. */
export function ConnectForm(props: ConnectFormProps): JSX.Element {
  const [form, setForm] = useState(props.initial)
  const isDecided = props.decided.clientId !== undefined
  const paste = isDecided ? 2 : 3
  const [tried, setTried] = useState<Form>(props.initial)
  const check = useClientCheck(form, props.onCheck)
  const place = useRef<HTMLDivElement>(null)
  const onChange = (part: Partial<Form>): void => setForm({ ...form, ...part })
  const complete = isComplete(form)
  // A problem with other values says nothing about these.
  const refused = tried === form ? props.problem : null
  const problem = refused ?? check.problem
  const wrong = problem && stepOf(problem.kind, form.kind)
  // The button is several steps away from what has to be corrected.
  useEffect(() => {
    if (refused) place.current?.scrollIntoView({ block: "center" })
  }, [refused])
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!complete || props.connecting) return
    setTried(form)
    props.onConnect(form)
  }
  // What an administrator registers has no step here.
  const isHere = (step: StepNumber): boolean => wrong === step || (step === 4 && wrong === 2 && isDecided)
  const problemAt = (step: StepNumber): JSX.Element | null =>
    problem && isHere(step) ? (
      <div ref={place}>
        <ProblemNotice problem={problem} onAllowed={() => props.onConnect(form, true)}>
          {problem.kind === "invalid-client" && props.decided.location === undefined && (
            <OtherDataCenter
              onFind={() => props.onFind(form)}
              onChoose={(location) => onChange({ location })}
            />
          )}
        </ProblemNotice>
      </div>
    ) : null
  return (
    <form onSubmit={submit}>
      <ol class="steps">
        <Step number={1} title={t("step_where")} done={check.ready} wrong={wrong === 1}>
          <WhereStep form={form} decided={props.decided} onChange={onChange} />
          {problemAt(1)}
        </Step>
        {!isDecided && (
          <Step number={2} title={t("step_register")} done={check.ready} wrong={wrong === 2}>
            <RegisterStep form={form} redirectUrl={props.redirectUrl} />
            {problemAt(2)}
          </Step>
        )}
        <Step number={paste} title={t("step_paste")} done={complete && check.ready} wrong={wrong === 3}>
          <PasteStep form={form} decided={props.decided} check={check} onChange={onChange} />
          {problemAt(3)}
        </Step>
      </ol>
      <div class="last-step">
        {problemAt(4)}
        <div class="acts">
          <Button kind="primary" submit disabled={!complete || props.connecting}>
            {t("connect_button")}
          </Button>
          <span class="soft" aria-live="polite">
            {props.connecting
              ? t("bar_connecting")
              : wrong && wrong < 4
                ? t("step_look", wrong === 3 ? paste : wrong)
                : t(KINDS[form.kind].redirects ? "step_connect_means" : "step_connect_self")}
          </span>
        </div>
      </div>
    </form>
  )
}

// If Zoho does not know a client in the chosen data center, looks for it in the others when the user asks.

function OtherDataCenter(props: {
  /** Null: the browser did not let us ask. */
  readonly onFind: () => Promise<readonly DataCenterLocation[] | null>
  readonly onChoose: (location: DataCenterLocation) => void
}): JSX.Element {
  const [found, setFound] = useState<readonly DataCenterLocation[] | null>(null)
  const [busy, setBusy] = useState(false)
  const find = async (): Promise<void> => {
    // The browser's question comes first, because the browser forgets the click.
    const asked = props.onFind()
    setBusy(true)
    setFound(await asked.catch(() => null))
    setBusy(false)
  }
  if (!found)
    return (
      <Button busy={busy} onClick={() => void find()}>
        {t(busy ? "client_checking" : "find_data_center")}
      </Button>
    )
  return (
    <>
      <p role="status">{t(found.length > 0 ? "client_elsewhere" : "client_nowhere")}</p>
      {found.map((location) => (
        <Button key={location} kind="primary" onClick={() => props.onChoose(location)}>
          {t("use_data_center", dataCenterText(location))}
        </Button>
      ))}
    </>
  )
}

// Fields for signing in again where a secret or a code has to be typed.

/** What the user types to sign in again, trimmed. */
export interface TypedForSignIn {
  readonly grantCode?: string
  readonly clientSecret?: string
}

/** Signing in again to a connected organization if Zoho's window alone isn't enough. */
export function TypedSignIn(props: {
  /** The scope for the new code that a self client needs, as Zoho's console expects it; null: none is needed. */
  readonly scope: string | null
  /** Name of the organization whose client secret is needed; null: it is stored, or there is none. */
  readonly secretOf: string | null
  readonly onSignIn: (typed: TypedForSignIn) => void
}): JSX.Element {
  const { scope, secretOf } = props
  const [code, setCode] = useState("")
  const [secret, setSecret] = useState("")
  const typed: TypedForSignIn = {
    ...(scope !== null && { grantCode: code.trim() }),
    ...(secretOf !== null && { clientSecret: secret.trim() }),
  }
  const isComplete = typed.grantCode !== "" && typed.clientSecret !== ""
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (!isComplete) return
    props.onSignIn(typed)
    setSecret("")
  }
  return (
    <form class="values whole" onSubmit={submit}>
      {scope !== null && (
        <>
          <p>{t("new_code_means")}</p>
          <CopyField label={t("scope")} value={scope} />
          <TextField label={t("grant_code")} value={code} hint={t("grant_code_hint")} onInput={setCode} />
        </>
      )}
      {secretOf !== null && (
        <TextField
          label={t("client_secret")}
          secret
          value={secret}
          hint={t("secret_not_kept")}
          onInput={setSecret}
        />
      )}
      <div class="acts">
        <Button kind="primary" submit disabled={!isComplete}>
          {t("sign_in")}
        </Button>
      </div>
    </form>
  )
}
