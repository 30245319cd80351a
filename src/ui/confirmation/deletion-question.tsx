/** The question before a deletion. */
import type { JSX } from "preact"
import { useId, useState } from "preact/hooks"

import { recordCredits } from "../../backup/collect"
import { questionTitle, tagsOf } from "../../i18n/job-text"
import { t, tn } from "../../i18n/translate"
import { wholeNumber, withAsciiDigits } from "../../lib/text"
import type { DeletionDraft, DraftBackup, DraftTag } from "../../storage/drafts"
import { Checkbox, Icon } from "../controls"
import type { Counts } from "../record-counts"
import { DraftNames } from "./draft-names"
import { type Answer, type AskedAbout, Question } from "./question"

/**
 * What will be lost: nothing of what Zoho will refuse. A record with several of the tags counts once for each, so the
 * sum is an upper limit.
 */
function consequence(tags: readonly DraftTag[]): string {
  const going = tags.filter(({ usedIn }) => !usedIn?.length)
  if (going.length === 0) return ""
  const used = going.filter(({ records }) => records !== 0)
  if (used.some((tag) => tag.records === null)) return t("consequence_unknown")
  const records = used.reduce((sum, tag) => sum + (tag.records ?? 0), 0)
  if (records === 0) return t("consequence_none")
  return tn(used.length > 1 ? "consequence_most" : "consequence_records", records)
}

/** What will happen, and how to undo it. @param props.records whether the backup will include the records */
export function Means(props: {
  readonly what: string
  readonly backup: DraftBackup
  readonly records: boolean
}): JSX.Element {
  const { what, backup, records } = props
  if (backup.on)
    return (
      <p>
        {what} {t("consequence_backup", backup.days, t(records ? "backup_tags_and_records" : "backup_tags"))}
      </p>
    )
  return (
    <>
      <p>{what}</p>
      <p class="alert">
        <Icon name="warning" />
        <span>{t("consequence_no_backup")}</span>
      </p>
    </>
  )
}

/** The question before a deletion, with every tag of the draft. */
export function DeletionQuestion(props: AskedAbout<DeletionDraft>): JSX.Element {
  const { draft, answer, counts } = props
  const { backup } = draft
  const [typed, setTyped] = useState("")
  const [records, setRecords] = useState(suggestsRecords(backup, answer))
  const count = tagsOf(draft)
  const tags = counts.parts.flatMap((part) => part.tags)
  return (
    <Question
      {...props}
      title={questionTitle(draft)}
      list={<DraftNames counts={counts} unread={draft.unread} />}
      means={<Means what={consequence(tags)} backup={backup} records={records} />}
      confirm={{
        label: tn("confirm_delete", count),
        kind: "danger",
        isReady: !draft.typed || isNumber(typed, count),
        act: () => answer.confirm({ typed: draft.typed ? typed : null, records }),
      }}
    >
      <BackupChoice {...{ backup, answer }} parts={counts.parts} chosen={records} onChoose={setRecords} />
      {draft.typed && <TypedNumber count={count} typed={typed} onType={setTyped} />}
    </Question>
  )
}

/** Up to this many calls, the cost is not shown. */
const MAX_CALLS_WITHOUT_COST = 50

interface BackupChoiceProps {
  readonly backup: DraftBackup
  readonly parts: Counts["parts"]
  readonly answer: Answer
  /** Whether the backup will include the records. */
  readonly chosen: boolean
  readonly onChoose: (chosen: boolean) => void
}

/** Whether "Back up which records …" is checked at first. */
export function suggestsRecords(backup: DraftBackup, { features }: Pick<Answer, "features">): boolean {
  return backup.on && backup.records && backup.suggestRecords && features.includes("records")
}

/** Whether the backup includes the records, what that costs, and the permission it needs. */
export function BackupChoice({ backup, parts, answer, ...props }: BackupChoiceProps): JSX.Element | null {
  if (!backup.on || !backup.records) return null
  const { chosen, onChoose } = props
  const isGranted = answer.features.includes("records")
  const toggle = (): void => {
    if (chosen || isGranted) onChoose(!chosen)
    else void answer.grant(["records"]).then(onChoose)
  }
  const costs = parts.map(({ tags, module }) => recordCredits(tags, module.apiName))
  const credits = costs.reduce((sum, each) => sum + each.credits, 0)
  const words = costs.every(({ exact }) => exact) ? "restore_credits" : "backup_cost_least"
  const cost = credits > MAX_CALLS_WITHOUT_COST ? tn(words, credits) : ""
  const asks = isGranted ? "" : t(answer.isAsking ? "allow_busy" : "backup_asks")
  const hint = [cost, asks].filter(Boolean).join(" ")
  return (
    <div class="choice">
      <Checkbox
        checked={chosen}
        label={t("backup_choice")}
        disabled={answer.busy || answer.isAsking}
        onToggle={toggle}
      >
        <span>{t("backup_choice")}</span>
      </Checkbox>
      {hint !== "" && <p class="soft small">{hint}</p>}
    </div>
  )
}

/** Whether that is the number, in the digits of any script, with or without thousands separators. */
export const isNumber = (typed: string, count: number): boolean => wholeNumber(typed) === count

/** Whether more digits can complete the number. */
function isBegun(typed: string, count: number): boolean {
  const digits = withAsciiDigits(typed).replace(/[.,'’٬\s]/g, "")
  return digits.length < String(count).length && String(count).startsWith(digits)
}

/** The number to type. Says what is wrong once the text can no longer become it. */
export function TypedNumber(props: {
  readonly count: number
  readonly typed: string
  readonly onType: (typed: string) => void
}): JSX.Element {
  const { count, typed } = props
  const id = useId()
  const wrong = !isNumber(typed, count) && !isBegun(typed, count)
  return (
    <div class="ask">
      <label for={id}>{t("confirm_type", count)}</label>
      <input
        id={id}
        class="input num"
        type="text"
        inputMode="numeric"
        autocomplete="off"
        value={typed}
        aria-invalid={wrong || undefined}
        aria-describedby={`${id}w`}
        onInput={(event) => props.onType(event.currentTarget.value)}
      />
      <p id={`${id}w`} class="err" aria-live="polite">
        {wrong && (
          <>
            <Icon name="warning" />
            {t("confirm_type_wrong", count)}
          </>
        )}
      </p>
    </div>
  )
}
