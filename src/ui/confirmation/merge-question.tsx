/** The question before a merge. */
import type { JSX } from "preact"
import { useState } from "preact/hooks"
import { UNKNOWN } from "../../i18n/format"
import { questionTitle } from "../../i18n/job-text"
import { t, tn } from "../../i18n/translate"
import type { DraftTag, MergeDraft } from "../../storage/drafts"
import { BackupChoice, Means, suggestsRecords } from "./deletion-question"
import { Counting } from "../record-counts"
import { Question, type AskedAbout } from "./question"
import { TagChoices } from "./restore-question"

const recordWords = ({ records }: DraftTag): string => (records === null ? UNKNOWN : tn("records", records))

/** The question before a merge: which tags, into which one, and what cannot be undone. */
export function MergeQuestion(props: AskedAbout<MergeDraft>): JSX.Element {
  const { draft, answer, counts } = props
  const { keep, backup } = draft
  const [records, setRecords] = useState(suggestsRecords(backup, answer))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const going = draft.tags.flatMap(({ id }, place) => (left.has(id) ? [] : [place]))
  return (
    <Question
      {...props}
      title={questionTitle(draft, going.length)}
      list={
        <TagChoices
          tags={counts.parts.flatMap((part) => part.tags)}
          left={left}
          answer={answer}
          words={recordWords}
          onLeft={setLeft}
        >
          <Counting {...counts} />
        </TagChoices>
      }
      means={
        <Means
          what={`${t("merge_means", keep.name)} ${t("merge_final")}`}
          backup={backup}
          records={records}
        />
      }
      confirm={{
        label: tn("merge_confirm", going.length),
        kind: "danger",
        isReady: going.length > 0,
        act: () => answer.confirm({ records, only: left.size === 0 ? null : going }),
      }}
    >
      <BackupChoice {...{ backup, answer }} parts={counts.parts} chosen={records} onChoose={setRecords} />
    </Question>
  )
}
