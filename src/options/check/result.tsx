import type { JSX } from "preact"
import { useId, useState } from "preact/hooks"
import { checkNames, tagsLeftBehind } from "../../jobs/check"
import { isFinished } from "../../jobs/job"
import type { CheckNote } from "../../jobs/job"
import type { JobRecord } from "../../jobs/record"
import { Button, Disclosure } from "../../ui/button"
import { faultWords } from "../../ui/fault-words"
import { date, list } from "../../ui/format"
import { t } from "../../ui/i18n"
import type { MessageKey } from "../../ui/i18n"
import { Icon } from "../../ui/icon"
import { Notice } from "../../ui/notice"
import { reasonText } from "../../ui/reason"
import type { FoundOut } from "./findings"
import { exchangeLine, firstReason, reportOf } from "./report"

function Note({ note }: { note: CheckNote }): JSX.Element {
  const id = useId()
  const [open, setOpen] = useState(false)
  const words = t(`checked_${note.what}`)
  return (
    <li class={note.fault === null ? "" : "warned"}>
      <Icon name={note.fault === null ? "check" : "warning"} />
      <div class="body">
        <div class="who">
          <span>{words}</span>
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
        {note.fault && <p class="soft">{faultWords(note.fault).happened}</p>}
        {open && (
          <ul id={id} class="answers mono">
            {note.exchanges.map((exchange) => (
              <li key={exchangeLine(exchange)}>{exchangeLine(exchange)}</li>
            ))}
            {note.exchanges.length === 0 && <li>{t("check_no_answer")}</li>}
          </ul>
        )}
      </div>
    </li>
  )
}

/** A check that waits for a person, or that ended and left something. */
function Stopped({ check, onContinue }: { check: JobRecord; onContinue: () => void }): JSX.Element {
  const { pause, module, id, state } = check.job
  const isOver = isFinished(state)
  const names = isOver ? tagsLeftBehind(check).map(({ name }) => name) : checkNames(id)
  const why = pause?.reason ?? firstReason(check)
  return (
    <Notice tone="problem">
      <p class="strong">{t("check_stopped", module.pluralLabel, list(names))}</p>
      {pause && <p>{t(`pause_${pause.why.replaceAll("-", "_")}` as MessageKey)}</p>}
      <p>
        {why ? reasonText(why) : isOver ? t("check_kept") : ""} {t("check_go_on")}
      </p>
      <div class="acts">
        <Button onClick={onContinue}>{t("check_continue")}</Button>
      </div>
    </Notice>
  )
}

const isStopped = (check: JobRecord): boolean =>
  check.job.state === "paused" || (isFinished(check.job.state) && tagsLeftBehind(check).length > 0)

function State({ check }: { check: JobRecord }): JSX.Element | null {
  if (isStopped(check)) return null
  const { state, org, module } = check.job
  const isOver = isFinished(state)
  const isClean = state === "completed"
  const words = isOver
    ? t(isClean ? "check_clean" : "check_ended")
    : t("check_running", org.name, module.pluralLabel)
  const icon = !isOver ? "clock" : isClean ? "check" : "warning"
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
  readonly check: JobRecord
  readonly found: readonly FoundOut[]
  readonly version: string
  readonly onContinue: () => void
}): JSX.Element {
  const { check, found } = props
  const { notes, state } = check.job
  const id = useId()
  const rests = isFinished(state) || state === "paused"
  const why = state === "failed" ? firstReason(check) : null
  return (
    <div class="check">
      <State check={check} />
      {why && <p class="soft">{reasonText(why)}</p>}
      {isStopped(check) && <Stopped check={check} onContinue={props.onContinue} />}
      <ol class="checked" aria-label={t("check_steps")}>
        {notes.map((note) => (
          <Note key={note.what} note={note} />
        ))}
      </ol>
      {rests && found.length > 0 && (
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
      {rests && <Report text={reportOf(check, found, props.version)} />}
    </div>
  )
}
