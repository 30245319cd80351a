/** The numbered steps of connecting: data center, client, client ID. */
import type { ComponentChildren, JSX } from "preact"
import { useId } from "preact/hooks"
import { dataCenterText, number } from "../i18n/format"
import { t } from "../i18n/translate"
import { Checkbox, Icon } from "../ui/controls"
import { CopyField, SelectField, TextField } from "../ui/fields"
import { DATA_CENTERS, ENVIRONMENTS } from "../zoho/data-centers"
import { scopesFor, SIGN_IN_FEATURES } from "../zoho/scopes"
import { isClientIdSoFar, KINDS, type ClientCheck, type ConnectForm, type Kind } from "./connect-state"
import { Folded } from "./folded"
import { ManagedField } from "./setting-controls"

export interface StepProps {
  readonly form: ConnectForm
  /** The fields that the policy has filled in. */
  readonly decided: Partial<ConnectForm>
  readonly onChange: (part: Partial<ConnectForm>) => void
}

/** A numbered step, with a check mark when done or a warning if something is wrong with it. */
export function Step(props: {
  readonly number: number
  readonly title: string
  /** Only what Zoho has confirmed gets a check mark. */
  readonly done: boolean
  readonly wrong: boolean
  readonly children: ComponentChildren
}): JSX.Element {
  const id = useId()
  const { wrong } = props
  const done = props.done && !wrong
  const mark = wrong ? "wrong" : done ? "done" : ""
  return (
    <li class="step" aria-labelledby={id}>
      <span class={`num ${mark}`} aria-hidden="true">
        {wrong ? <Icon name="warning" /> : done ? <Icon name="check" /> : number(props.number)}
      </span>
      <div class="body">
        <h3 id={id}>
          {props.title}
          {done && <span class="hide"> {t("step_done")}</span>}
        </h3>
        {props.children}
      </div>
    </li>
  )
}

function KindChoice({ form, decided, onChange }: StepProps): JSX.Element {
  const id = useId()
  const kinds = decided.kind === undefined ? (Object.keys(KINDS) as Kind[]) : [decided.kind]
  return (
    <div class="field">
      <span class="legend" id={id}>
        {t("kind")}
      </span>
      <div class="kinds" role="radiogroup" aria-labelledby={id}>
        {kinds.map((kind) => (
          <label key={kind} class={kind === form.kind ? "kind on" : "kind"}>
            <input
              type="radio"
              name="kind"
              aria-label={t(`kind_${KINDS[kind].key}`)}
              aria-describedby={`${id}${kind}`}
              checked={kind === form.kind}
              onChange={() => onChange({ kind })}
            />
            <span>
              <span class="strong">{t(`kind_${KINDS[kind].key}`)}</span>
              <span class="soft small" id={`${id}${kind}`}>
                {t(`kind_${KINDS[kind].key}_means`)}
              </span>
            </span>
          </label>
        ))}
      </div>
    </div>
  )
}

/** The data center, and choices for few users. */
export function WhereStep(props: StepProps): JSX.Element {
  const { form, decided, onChange } = props
  return (
    <>
      <SelectField
        label={t("data_center")}
        value={form.location}
        hint={t("data_center_hint")}
        options={DATA_CENTERS.filter(({ location }) => location === (decided.location ?? location)).map(
          ({ location }) => ({ value: location, label: dataCenterText(location) }),
        )}
        onChange={(location) => onChange({ location })}
      />
      <Folded
        title={t("advanced")}
        startsOpen={form.kind !== "client-based" || form.environment !== "production"}
      >
        <KindChoice {...props} />
        <SelectField
          label={t("environment")}
          value={form.environment}
          options={ENVIRONMENTS.map((value) => ({ value, label: t(`env_${value}`) }))}
          onChange={(value) => onChange({ environment: value as ConnectForm["environment"] })}
        />
      </Folded>
      {(decided.location ?? decided.kind) !== undefined && <ManagedField />}
    </>
  )
}

/** How to register a client at Zoho, with everything to paste. */
export function RegisterStep({ form, redirectUrl }: { form: ConnectForm; redirectUrl: string }): JSX.Element {
  const facts = KINDS[form.kind]
  const center = DATA_CENTERS.find((each) => each.location === form.location)
  const { origin } = new URL(redirectUrl)
  return (
    <>
      <ol class="how">
        <li>
          <a href={center?.apiConsoleOrigin} target="_blank" rel="noreferrer">
            {t("how_console", center?.apiConsoleOrigin.replace("https://", "") ?? "")}
            <Icon name="out" />
          </a>
        </li>
        <li>{t(facts.redirects ? "how_add" : "how_add_self", facts.zohoName)}</li>
        {facts.redirects && <li>{t("how_paste")}</li>}
        {facts.redirects && <li>{t("how_create")}</li>}
      </ol>
      {facts.redirects && (
        <div class="values">
          <CopyField label={t("homepage_url")} value={origin} />
          <CopyField label={t("redirect_url")} value={redirectUrl} />
          {form.kind === "client-based" && <CopyField label={t("js_domain")} value={origin} />}
        </div>
      )}
    </>
  )
}

/** What Zoho said about the pasted client, unless something is wrong with it. */
function CheckLine({ check: { asking, ready } }: { check: ClientCheck }): JSX.Element {
  return (
    <p class={ready ? "checkline ready" : "checkline soft"} aria-live="polite">
      {ready && <Icon name="check" />}
      {ready ? t("client_ready") : asking ? t("client_checking") : ""}
    </p>
  )
}

function SecretFields({ form, onChange }: Omit<StepProps, "decided">): JSX.Element {
  return (
    <>
      <TextField
        label={t("client_secret")}
        secret
        value={form.clientSecret}
        hint={t(form.keepSecret ? "client_secret_hint" : "secret_not_kept")}
        onInput={(clientSecret) => onChange({ clientSecret })}
      />
      <Checkbox
        label={t("keep_secret")}
        checked={form.keepSecret}
        onToggle={() => onChange({ keepSecret: !form.keepSecret })}
      >
        {t("keep_secret")}
      </Checkbox>
    </>
  )
}

/** A self client signs in for a named org, or with a code created for it at Zoho. */
function OrgOrCode({ form, onChange }: Omit<StepProps, "decided">): JSX.Element {
  return (
    <>
      <TextField
        label={t("org_id")}
        value={form.orgId}
        hint={t("org_id_hint")}
        onInput={(orgId) => onChange({ orgId })}
      />
      <Folded title={t("use_code")} startsOpen={form.grantCode !== ""}>
        <ol class="how">
          <li>{t("how_scope")}</li>
          <li>{t("how_code")}</li>
        </ol>
        <CopyField label={t("scope")} value={scopesFor(SIGN_IN_FEATURES).join(",")} />
        <TextField
          label={t("grant_code")}
          value={form.grantCode}
          hint={t("grant_code_hint")}
          onInput={(grantCode) => onChange({ grantCode })}
        />
      </Folded>
    </>
  )
}

/** What Zoho shows after registering. */
export function PasteStep(props: StepProps & { check: ClientCheck }): JSX.Element {
  const { form, decided, check, onChange } = props
  const facts = KINDS[form.kind]
  // Not during typing.
  const odd = !isClientIdSoFar(form.clientId)
  return (
    <div class="values">
      <TextField
        label={t("client_id")}
        value={form.clientId}
        placeholder="1000.XXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"
        error={odd ? t("client_id_odd") : undefined}
        readOnly={decided.clientId !== undefined}
        onInput={(clientId) => onChange({ clientId })}
      />
      {decided.clientId !== undefined && <ManagedField />}
      {facts.redirects && <CheckLine check={check} />}
      {facts.secret && <SecretFields form={form} onChange={onChange} />}
      {!facts.redirects && <OrgOrCode form={form} onChange={onChange} />}
    </div>
  )
}
