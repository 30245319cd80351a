import type { ComponentChildren, JSX } from "preact"
import { useId, useLayoutEffect, useRef } from "preact/hooks"

/** A window of our own page that asks for something; Escape closes it, and the focus goes back. */
export function Modal(props: {
  readonly title: string
  readonly children: ComponentChildren
  /** The buttons. */
  readonly acts: ComponentChildren
  readonly onClose: () => void
}): JSX.Element {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => setTimeout(() => before instanceof HTMLElement && before.focus())
  }, [])
  const close = (event: Event): void => {
    event.preventDefault()
    props.onClose()
  }
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={close} onClose={close}>
      <form onSubmit={(event) => event.preventDefault()}>
        <div class="head">
          <h2 id={id}>{props.title}</h2>
        </div>
        <div class="ask-for">{props.children}</div>
        <div class="foot">
          <div class="acts">
            <span class="fill" />
            {props.acts}
          </div>
        </div>
      </form>
    </dialog>
  )
}
