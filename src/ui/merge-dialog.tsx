import type { JSX } from "preact"
import { useState } from "preact/hooks"
import type { MergeDraft } from "../messaging/task-views"
import { BackupChoice } from "./backup-choice"
import type { BackupChoiceProps } from "./backup-choice"
import { Checkbox } from "./checkbox"
import { byUse, Dropped, NameItem } from "./draft-parts"
import { t, tn } from "./i18n"
import { TaskDialog } from "./task-dialog"
import type { Asked, TaskDialogProps } from "./task-dialog"
import type { MergeAnswer } from "./use-task"

export interface MergeCallbacks extends Pick<TaskDialogProps, "onAllow" | "onCancelDialog"> {
  readonly onConfirm: (answer: MergeAnswer) => void
  readonly onAllowRecords: BackupChoiceProps["onAllow"]
}

/** The tags that go; each can be left as it is. */
function Members(props: {
  readonly tags: MergeDraft["absorb"]
  readonly left: ReadonlySet<string>
  readonly disabled: boolean
  readonly onToggle: (id: string) => void
}): JSX.Element {
  const { tags, left } = props
  const counted = tags.some((tag) => tag.records !== null)
  return (
    <ul class="names" tabIndex={0} aria-label={t("confirm_names")}>
      {tags.toSorted(byUse).map((tag) => (
        <li key={tag.id}>
          <Checkbox
            checked={!left.has(tag.id)}
            label={t("select_tag", tag.name)}
            disabled={props.disabled}
            onToggle={() => props.onToggle(tag.id)}
          />
          <NameItem tag={tag} counted={counted} />
        </li>
      ))}
    </ul>
  )
}

/** The question before a merge: what goes, into what, and what cannot be undone. */
export function MergeDialog(props: Asked<MergeDraft> & MergeCallbacks): JSX.Element {
  const { draft, busy, problem, onConfirm } = props
  const { draftId, org, needs, absorb, keep, backup } = draft
  const [records, setRecords] = useState(backup.on && backup.mayReadRecords && backup.suggestRecords)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const what = t(records ? "backup_tags_and_records" : "backup_tags")
  const going = absorb.flatMap(({ id }, place) => (left.has(id) ? [] : [place]))
  const toggle = (id: string): void => {
    const next = new Set(left)
    if (!next.delete(id)) next.add(id)
    setLeft(next)
  }
  return (
    <TaskDialog
      {...{ draftId, org, needs, busy, problem }}
      title={tn("merge_title", going.length, keep.name)}
      confirm={{ label: tn("merge_confirm", going.length), kind: "danger", isEmpty: going.length === 0 }}
      names={
        <>
          {draft.dropped.length > 0 && (
            <div class="head">
              <Dropped dropped={draft.dropped} />
            </div>
          )}
          <Members tags={absorb} left={left} disabled={busy} onToggle={toggle} />
        </>
      }
      means={
        <p>
          {tn("merge_means", going.length, keep.name)} {t("merge_final")}{" "}
          {backup.on ? t("consequence_backup", backup.days, what) : t("consequence_no_backup")}
        </p>
      }
      onConfirm={() => onConfirm({ records, only: left.size === 0 ? null : going })}
      onAllow={props.onAllow}
      onCancelDialog={props.onCancelDialog}
    >
      <BackupChoice
        backup={backup}
        chosen={records}
        disabled={busy}
        onChoose={setRecords}
        onAllow={props.onAllowRecords}
      />
      <p class="soft">{tn("merge_calls", going.length)}</p>
    </TaskDialog>
  )
}
