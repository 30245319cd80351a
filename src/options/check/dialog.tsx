import type { JSX } from "preact"
import { useId, useState } from "preact/hooks"
import type { ModuleRef, OrgRef } from "../../jobs/job"
import type { Problem } from "../../messaging/views"
import { ProblemText } from "../../ui/alert"
import { Button } from "../../ui/button"
import { SelectField } from "../../ui/fields"
import { t } from "../../ui/i18n"
import { QuestionDialog } from "../../ui/question"

export interface CheckDialogProps {
  readonly org: OrgRef
  /** Undefined while they are read. */
  readonly modules: readonly ModuleRef[] | undefined
  readonly busy: boolean
  readonly problem: Problem | null
  readonly onStart: (module: string) => void
  readonly onCancel: () => void
}

const WILL = ["check_will_grant", "check_will_create", "check_will_delete", "check_will_verify"] as const

/** Says all that a check does before it does any of it. */
export function CheckDialog(props: CheckDialogProps): JSX.Element {
  const { org, modules, busy, problem } = props
  const id = useId()
  const [chosen, setChosen] = useState<string>()
  const module = chosen ?? modules?.[0]?.apiName
  const start = (): void => {
    if (module !== undefined && !busy) props.onStart(module)
  }
  return (
    <QuestionDialog
      id={id}
      title={t("check_ask", org.name)}
      org={org}
      onSubmit={start}
      onCancel={props.onCancel}
    >
      <div id={`${id}d`} class="will">
        <h2>{t("check_will")}</h2>
        <ol class="how">
          {WILL.map((key) => (
            <li key={key}>
              <span>{t(key)}</span>
            </li>
          ))}
        </ol>
        <p class="soft">{t("check_will_not")}</p>
      </div>
      <div class="foot">
        {modules ? (
          <SelectField
            label={t("module")}
            value={module ?? ""}
            options={modules.map((each) => ({ value: each.apiName, label: each.pluralLabel }))}
            onChange={setChosen}
          />
        ) : (
          !problem && <p role="status">{t("check_modules_loading")}</p>
        )}
        {problem && <ProblemText problem={problem} />}
        <div class="acts">
          <span class="fill" />
          <Button autoFocus onClick={props.onCancel}>
            {t("cancel")}
          </Button>
          <Button kind="primary" submit disabled={module === undefined || busy}>
            {t(busy ? "starting" : "check_confirm")}
          </Button>
        </div>
      </div>
    </QuestionDialog>
  )
}
