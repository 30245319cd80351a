import type { JSX } from "preact"
import { useId, useState } from "preact/hooks"
import { mayLeave } from "../../org-check/record"
import type { CheckStep, OrgCheck } from "../../org-check/record"
import { Button, Disclosure } from "../../ui/button"
import { faultWords } from "../../ui/fault-words"
import { date, list } from "../../ui/format"
import { t } from "../../ui/i18n"
import { Icon } from "../../ui/icon"
import { JobStateWord } from "../../ui/job-state"
import { Notice } from "../../ui/notice"
import type { FoundOut } from "./findings"
import { exchangeLine, reportOf } from "./report"

function Step({ step }: { step: CheckStep }): JSX.Element {
  const id = useId()
  const [open, setOpen] = useState(false)
  const words = t(`checked_${step.what}`)
  return (
    <li class={step.fault === null ? "" : "warned"}>
      <Icon name={step.fault === null ? "check" : "warning"} />
      <div class="body">
        <div class="who">
          <span>{words}</span>
          {step.job && <JobStateWord state={step.job} />}
          <span class="fill" />
          <Disclosure
            open={open}
            controls={id}
            label={`${t("check_answers")}: ${words}`}
            onToggle={() => setOpen(!open)}
          >
            {t("check_answers")}
          </Disclosure>
        </div>
        {step.fault && <p class="soft">{faultWords(step.fault).happened}</p>}
        {open && (
          <ul id={id} class="answers mono">
            {step.exchanges.map((exchange) => (
              <li key={exchangeLine(exchange)}>{exchangeLine(exchange)}</li>
            ))}
            {step.exchanges.length === 0 && <li>{t("check_no_answer")}</li>}
          </ul>
        )}
      </div>
    </li>
  )
}

function Stopped({ check, onContinue }: { check: OrgCheck; onContinue: () => void }): JSX.Element {
  const { stopped, tags, module } = check
  const happened = stopped === null || stopped === "kept" ? t("check_kept") : faultWords(stopped).happened
  const names = tags.map((tag) => tag.name)
  return (
    <Notice tone="problem">
      {mayLeave(check) && <p class="strong">{t("check_stopped", module.pluralLabel, list(names))}</p>}
      <p>
        {happened} {t("check_go_on")}
      </p>
      <div class="acts">
        <Button onClick={onContinue}>{t("check_continue")}</Button>
      </div>
    </Notice>
  )
}

function State({ check }: { check: OrgCheck }): JSX.Element | null {
  if (check.stopped !== null) return null
  const isOver = check.phase === "finished"
  const over = check.problem === null ? "check_clean" : "check_ended"
  const words = isOver ? t(over) : t("check_running", check.org.name, check.module.pluralLabel)
  const icon = !isOver ? "clock" : check.problem === null ? "check" : "warning"
  return (
    <p class={`state ${icon === "check" ? "completed" : icon === "warning" ? "paused" : "running"}`}>
      <Icon name={icon} />
      <span role="status" aria-label={words}>
        {words}
      </span>
    </p>
  )
}

/** The text itself is shown: whoever passes it on should have seen what is in it. */
function Report({ text }: { text: string }): JSX.Element {
  const id = useId()
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <div class="field">
      <div class="who">
        <label for={id}>{t("check_report")}</label>
        <span class="fill" />
        <Button icon={copied ? "check" : "copy"} onClick={() => void copy()}>
          {t("check_copy")}
        </Button>
      </div>
      <textarea
        id={id}
        class="input mono report"
        dir="auto"
        readOnly
        rows={8}
        value={text}
        spellcheck={false}
      />
      <span class="hide" aria-live="polite">
        {copied ? t("copied") : ""}
      </span>
    </div>
  )
}

/** What a check has done so far, and what was found out about the org. */
export function CheckResult(props: {
  readonly check: OrgCheck
  readonly found: readonly FoundOut[]
  readonly version: string
  readonly onContinue: () => void
}): JSX.Element {
  const { check, found } = props
  const id = useId()
  const isOver = check.phase === "finished" || check.stopped !== null
  return (
    <div class="check">
      <State check={check} />
      {check.stopped !== null && <Stopped check={check} onContinue={props.onContinue} />}
      <ol class="checked" aria-label={t("check_steps")}>
        {check.steps.map((step) => (
          <Step key={step.what} step={step} />
        ))}
      </ol>
      {check.phase === "deleting" && check.stopped === null && <p class="soft">{t("check_waits")}</p>}
      {isOver && found.length > 0 && (
        <section aria-labelledby={id}>
          <h3 id={id}>{t("check_findings")}</h3>
          <dl class="found">
            {found.map(({ what, value, at }) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>
                  <bdi>{value}</bdi> <span class="soft">· {date(at)}</span>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {isOver && <Report text={reportOf(check, found, props.version)} />}
    </div>
  )
}
