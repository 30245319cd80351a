/** Restores and merges: the questions before them, and how they stand in the popup. */
import { render } from "preact"
import type { JSX } from "preact"
import { managerStyles } from "../../src/manager/styles"
import { popupStyles } from "../../src/popup/styles"
import { PopupView } from "../../src/popup/view"
import type { PopupViewProps } from "../../src/popup/view"
import { MergeDialog } from "../../src/ui/merge-dialog"
import { RestoreDialog } from "../../src/ui/restore-dialog"
import { adoptStyles } from "../../src/ui/style"
import * as f from "./fixtures"
import { job } from "./job-fixtures"
import {
  merged,
  mergeDraft,
  restoreDraft,
  restoredWithProblems,
  restoring,
  waitingForRoom,
} from "./task-fixtures"

const nothing = (): void => undefined
const never = (): Promise<boolean> => new Promise(nothing)

const page =
  (view: JSX.Element, styles: readonly string[] = managerStyles): (() => void) =>
  () => {
    adoptStyles(document, ...styles)
    render(<div class="ts">{view}</div>, document.getElementById("__plasmo")!)
  }

const asked = { busy: false, problem: null, onConfirm: nothing, onAllow: never, onCancelDialog: nothing }

const deleted = job("b1", "completed", 30, { tagCount: 4, counts: f.counts({ deleted: 4 }) })

const popup = (more: Partial<PopupViewProps>): (() => void) =>
  page(
    <PopupView
      orgs={[f.acme]}
      jobs={[deleted]}
      tasks={[]}
      restorable={new Set(["b1"])}
      openJob={null}
      record={undefined}
      backup={undefined}
      taskRecord={undefined}
      failure={null}
      now={f.NOW}
      onOpenJob={nothing}
      onCommand={nothing}
      onTaskCommand={nothing}
      onRestore={nothing}
      onSignIn={nothing}
      onDownload={nothing}
      onDownloadTask={nothing}
      onDownloadSet={nothing}
      onOpenModule={nothing}
      onLook={null}
      onOpenManager={nothing}
      onOpenOptions={nothing}
      {...more}
    />,
    popupStyles,
  )

export const taskStories: Readonly<Record<string, () => void>> = {
  "task-restore": page(<RestoreDialog draft={restoreDraft()} {...asked} />),
  "task-restore-popup": page(<RestoreDialog draft={restoreDraft()} {...asked} />, popupStyles),
  "task-restore-over-and-needs": page(
    <RestoreDialog
      draft={restoreDraft({ room: 1, needs: ["restore", "retag"], check: "answers" })}
      {...asked}
    />,
  ),
  "task-restore-names-only": page(
    <RestoreDialog
      draft={restoreDraft({
        records: null,
        tags: restoreDraft().tags.map((tag) => ({ ...tag, records: null, exists: false })),
      })}
      {...asked}
    />,
  ),
  "task-merge": page(<MergeDialog draft={mergeDraft()} {...asked} onAllowRecords={never} />),
  "task-merge-dropped": page(
    <MergeDialog
      draft={mergeDraft({ dropped: [{ name: "Do not touch", why: "protected" }], needs: ["merge"] })}
      {...asked}
      onAllowRecords={never}
    />,
  ),
  "popup-restorable": popup({}),
  "popup-restoring": popup({ tasks: [restoring().job] }),
  "popup-restore-no-room": popup({
    tasks: [waitingForRoom().job],
    openJob: "r3",
    taskRecord: waitingForRoom(),
  }),
  "popup-restored": popup({
    tasks: [restoredWithProblems().job, merged().job],
    openJob: "r2",
    taskRecord: restoredWithProblems(),
  }),
  "popup-merged": popup({ tasks: [merged().job], openJob: "m1", taskRecord: merged() }),
}
