import type { JSX } from "preact"
import { useId, useState } from "preact/hooks"

import { faultText, reasonText } from "../../i18n/fault-text"
import { date, dateTime, list } from "../../i18n/format"
import { t, type MessageKey } from "../../i18n/translate"
import { checkNames, tagsLeftBehind } from "../../jobs/check"
import { tagsOf } from "../../jobs/items"
import { isFinished, type CheckNote, type Reason } from "../../jobs/job"
import type { JobRecord } from "../../jobs/record"
import type { OrgFeature, OrgFeatures } from "../../storage/org-features"
import { Button, Disclosure, Icon } from "../../ui/controls"
import { Notice } from "../../ui/notices"
import type { Exchange } from "../../zoho/api/answer-shape"

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
        {note.fault && <p class="soft">{faultText(note.fault).happened}</p>}
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

// A check as text to paste elsewhere: nothing in it names the org, a module, a tag or a person.

/** `POST settings/tags?module 201 SUCCESS {tags:[…]}` */
function exchangeLine({ method, call, httpStatus, words, shape }: Exchange): string {
  return [method, call, httpStatus, ...words, shape].join(" ")
}

function reportOf(check: JobRecord, found: readonly FoundOut[], version: string): string {
  const { org, createdAt, updatedAt, finishedAt, notes } = check.job
  const seconds = Math.round(((finishedAt ?? updatedAt) - createdAt) / 1_000)
  return [
    t(
      "check_report_head",
      version,
      org.location,
      t(`env_${org.environment}`),
      new Date(createdAt).toISOString(),
      seconds,
    ),
    "",
    ...notes.flatMap((note, at) => noteLines(note, at + 1)),
    "",
    ...found.map(({ what, value, at }) => t("check_found_at", what, value, dateTime(at))),
    "",
    endOf(check),
  ].join("\n")
}

/** How it ended, or why it waits. */
function endOf(check: JobRecord): string {
  const { state, pause, reason } = check.job
  if (state === "completed") return t("check_clean")
  const why = pause?.reason ?? reason ?? firstReason(check)
  const words = tagsLeftBehind(check).length > 0 ? t("check_kept") : t("check_ended")
  return [pause?.why ?? state, words, why && reasonText(why)].filter(Boolean).join(": ")
}

/** Why a tag was not created or not deleted. */
function firstReason({ steps }: JobRecord): Reason | null {
  return steps.flatMap(tagsOf).find(({ reason }) => reason !== null)?.reason ?? null
}

function noteLines({ what, fault, exchanges }: CheckNote, number: number): string[] {
  const head = `${number}. ${t(`checked_${what}`)}${fault === null ? "" : ` (${fault})`}`
  const lines = exchanges.map((exchange) => `   ${exchangeLine(exchange)}`)
  return [head, ...(lines.length > 0 ? lines : [`   ${t("check_no_answer")}`])]
}

// What was found out about an org, in words.

export interface FoundOut {
  readonly what: string
  readonly value: string
  /** When (ms since the epoch). */
  readonly at: number
}

const yesOrNo = (value: boolean): string => t(value ? "finding_yes" : "finding_no")

type Words = { readonly [F in OrgFeature]: readonly [MessageKey, (value: Value<F>) => string] }
type Value<F extends OrgFeature> = NonNullable<OrgFeatures[F]>["value"]

const WORDS: Words = {
  tagsPerCall: ["finding_chunk_limit", String],
  modulesByFeature: ["finding_modules_by_feature", yesOrNo],
  // Their names are the org's own and go into no report.
  untaggedModules: ["finding_untagged_modules", (names) => String(names.length)],
  // As are the addresses of its pages.
  tagPages: ["finding_tag_pages", (pages) => String(pages.length)],
  recordCounts: ["finding_record_counts", yesOrNo],
  tagsAll: ["finding_tags_all", (features) => yesOrNo(features.length > 0)],
}

/** Every finding with its date, in a fixed order. */
export function foundOut(capabilities: OrgFeatures): FoundOut[] {
  return (Object.keys(WORDS) as OrgFeature[]).flatMap((finding) => {
    const found = capabilities[finding]
    const [what, words] = WORDS[finding] as readonly [MessageKey, (value: unknown) => string]
    return found ? [{ what: t(what), value: words(found.value), at: found.at }] : []
  })
}
