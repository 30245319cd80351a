/** Restores and merges in the popup. */
import { render } from "preact"
import type { JSX } from "preact"
import { popupStyles } from "../../src/popup/styles"
import { PopupView } from "../../src/popup/view"
import type { PopupViewProps } from "../../src/popup/view"
import { adoptStyles } from "../../src/ui/style"
import * as f from "./fixtures"
import { job } from "./job-fixtures"
import { merged, restoredWithProblems, restoring, waitingForRoom } from "./task-fixtures"

const page = (view: JSX.Element, styles: readonly string[]) => (): void => {
  adoptStyles(document, ...styles)
  render(<div class="ts">{view}</div>, document.getElementById("__plasmo")!)
}

const nothing = (): void => undefined

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
      connectNow={null}
      isReading={false}
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
      missing={[]}
      onAllowed={nothing}
      onOpenManager={nothing}
      onOpenOptions={nothing}
      {...more}
    />,
    popupStyles,
  )

export const taskStories: Readonly<Record<string, () => void>> = {
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
