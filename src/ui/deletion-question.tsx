import type { JSX } from "preact"
import { useState } from "preact/hooks"
import type { DeletionDraft, DraftBackup, DraftTag } from "../store/drafts"
import { BackupChoice, suggestsRecords } from "./backup-choice"
import { DraftNames, DroppedTags } from "./draft-names"
import { t, tn } from "./i18n"
import { Question } from "./question"
import type { AskedAbout } from "./question"
import { questionTitle, tagsOf } from "./question-title"
import { TypedNumber, isNumber } from "./typed-number"

/** What is lost. A record with several of the tags counts once for each, so the sum is the most it can be. */
function consequence(tags: readonly Pick<DraftTag, "records">[]): string {
  const used = tags.filter((tag) => tag.records !== 0)
  if (used.some((tag) => tag.records === null)) return t("consequence_unknown")
  const records = used.reduce((sum, tag) => sum + (tag.records ?? 0), 0)
  if (records === 0) return t("consequence_none")
  return tn(used.length > 1 ? "consequence_most" : "consequence_records", records)
}

/** How it can be undone. @param records whether the backup is to hold the records */
export function undoing({ on, days }: DraftBackup, records: boolean): string {
  if (!on) return t("consequence_no_backup")
  return t("consequence_backup", days, t(records ? "backup_tags_and_records" : "backup_tags"))
}

/** The question before anything is deleted. Shows the frozen draft, all of it. */
export function DeletionQuestion(props: AskedAbout<DeletionDraft>): JSX.Element {
  const { draft, answer, counts, onCancel } = props
  const { backup } = draft
  const [typed, setTyped] = useState("")
  const [records, setRecords] = useState(suggestsRecords(backup, answer))
  const count = tagsOf(draft)
  const tags = counts.parts.flatMap((part) => part.tags)
  return (
    <Question
      {...{ draft, answer, onCancel }}
      title={questionTitle(draft)}
      more={
        <>
          {props.more}
          <DroppedTags dropped={draft.dropped} />
        </>
      }
      list={<DraftNames counts={counts} unread={draft.unread} />}
      means={
        <p>
          {consequence(tags)} {undoing(backup, records)}
        </p>
      }
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
