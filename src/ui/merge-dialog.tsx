import type { JSX } from "preact"
import { useState } from "preact/hooks"
import type { MergeDraft } from "../messaging/task-views"
import { BackupChoice } from "./backup-choice"
import type { BackupChoiceProps } from "./backup-choice"
import { Dropped, Names } from "./draft-parts"
import { t, tn } from "./i18n"
import { TaskDialog } from "./task-dialog"
import type { Asked, TaskDialogProps } from "./task-dialog"

export interface MergeCallbacks extends Pick<TaskDialogProps, "onAllow" | "onCancelDialog"> {
  /** `records`: whether the backup is to hold which records carry the merged tags. */
  readonly onConfirm: (records: boolean) => void
  readonly onAllowRecords: BackupChoiceProps["onAllow"]
}

/** The question before a merge: what goes, into what, and what cannot be undone. */
export function MergeDialog(props: Asked<MergeDraft> & MergeCallbacks): JSX.Element {
  const { draft, busy, problem, onConfirm } = props
  const { draftId, org, needs, absorb, keep, backup } = draft
  const [records, setRecords] = useState(backup.on && backup.mayReadRecords && backup.suggestRecords)
  const what = t(records ? "backup_tags_and_records" : "backup_tags")
  return (
    <TaskDialog
      {...{ draftId, org, needs, busy, problem }}
      title={tn("merge_title", absorb.length, keep.name)}
      confirm={{ label: tn("merge_confirm", absorb.length), kind: "danger" }}
      names={
        <>
          {draft.dropped.length > 0 && (
            <div class="head">
              <Dropped dropped={draft.dropped} />
            </div>
          )}
          <Names tags={absorb} />
        </>
      }
      means={
        <p>
          {tn("merge_means", absorb.length, keep.name)} {t("merge_final")}{" "}
          {backup.on ? t("consequence_backup", backup.days, what) : t("consequence_no_backup")}
        </p>
      }
      onConfirm={() => onConfirm(records)}
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
      <p class="soft">{tn("merge_calls", draft.calls)}</p>
    </TaskDialog>
  )
}
