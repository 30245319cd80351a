import type { ComponentChildren, JSX, RefObject } from "preact"
import type { OrgRef } from "../deletion/job"
import { OrgLine } from "./chip"
import { useModal } from "./modal"

export interface QuestionProps {
  /** Of this question's elements. The one with `${id}d` says what will happen, and is read out when it opens. */
  readonly id: string
  readonly dialog: RefObject<HTMLDialogElement>
  readonly title: string
  readonly org: OrgRef
  /** Below the org, still in the head. */
  readonly more?: ComponentChildren
  readonly children: ComponentChildren
  readonly onCancel: () => void
}

/** The frame of every question that changes an org: a modal that names the org, and that Escape answers with no. */
export function Question({ id, dialog, title, org, more, children, onCancel }: QuestionProps): JSX.Element {
  useModal(dialog)
  const cancel = (event: Event): void => {
    event.preventDefault()
    onCancel()
  }
  return (
    <dialog
      ref={dialog}
      // Type and colour of its own: a question may stand beside the screen that asked it.
      class="ts"
      role="alertdialog"
      aria-modal="true"
      aria-labelledby={`${id}t`}
      aria-describedby={`${id}o ${id}d`}
      onCancel={cancel}
      onClose={cancel}
    >
      <form onSubmit={(event) => event.preventDefault()}>
        <div class="head">
          <h2 id={`${id}t`}>{title}</h2>
          <div id={`${id}o`}>
            <OrgLine org={org} centre />
          </div>
          {more}
        </div>
        {children}
      </form>
    </dialog>
  )
}
